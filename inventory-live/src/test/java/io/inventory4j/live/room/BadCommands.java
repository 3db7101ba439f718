package io.inventory4j.live.room;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands of which one field is wrong, and which one; with single quotes. */
@Retention(RetentionPolicy.RUNTIME)
@CsvSource(
        delimiter = '|',
        quoteCharacter = '~',
        value = {
            "{'do':'DANCE','reason':'r'} | do",
            "{'reason':'r'} | do",
            "{'do':'CANCEL','reason':'r'} | step",
            "{'do':'CANCEL','step':'s'} | reason",
            "{'do':'CANCEL','step':'s','reason':''} | reason",
            "{'do':'CANCEL','step':'s','reason':7} | reason",
            "{'do':'CANCEL','step':'s','reason':'a\\u0000b'} | reason",
            "{'do':'CANCEL','step':'s','reason':'r','more':1} | more",
            "{'do':'PERFORM','id':'a b','reason':'r','action':{'kind':'THAW','sku':'COAT'}} | id",
            "{'do':'PERFORM','id':'a','reason':'r','action':[]} | action",
            "{'do':'PERFORM','id':'a','reason':'r','action':{'kind':'THAW','sku':'NOT'}} | action.sku",
            "{'do':'PERFORM','id':'a','reason':'r','action':{'kind':'THAW','sku':'COAT','x':1}} | action.x",
            "{'do':'PERFORM','id':'a','reason':'r','action':{'kind':'FLY','sku':'COAT'}} | action.kind",
            "{'do':'PERFORM','id':'a','reason':'r','action':{'kind':'FREEZE','sku':'COAT','holds':'x'}} | action.holds",
            "{'do':'PERFORM','id':'a','reason':'r','action':{'kind':'TOP_UP','sku':'COAT','units':0}} | action.units",
            "{'do':'PERFORM','id':'a','reason':'r','action':{'kind':'TOP_UP','sku':'COAT','units':1.5}} | action.units",
            "{'do':'PERFORM','id':'a','reason':'r','action':{'kind':'TOP_UP','sku':'COAT','units':'1'}} | action.units",
            "{'do':'PERFORM','id':'a','reason':'r','action':{'kind':'TOP_UP','sku':'COAT','units':1e300}} | action.units",
            "{'do':'PERFORM','id':'a','reason':'r','action':{'kind':'TOP_UP','sku':'COAT','units':9007199254740992}}"
                    + " | action.units",
            "{'do':'PERFORM','id':'a','reason':'r','action':{'kind':'TRANSFER','sku':'COAT','from':'x','to':'x','units':1}}"
                    + " | action",
            "{'do':'PERFORM','id':'a','reason':'r','action':{'kind':'ANNOUNCE','sku':'COAT','eta':'soon','units':1}}"
                    + " | action.eta",
            "{'do':'PERFORM','id':'a','reason':'r','action':{'kind':'CHANGE_LIMIT','sku':'COAT','limit':'CHANNEL',"
                    + "'units':1}} | action",
            "{'do':'PLAN','id':'a','reason':'r','action':{'kind':'THAW','sku':'COAT'}} | trigger",
            "{'do':'PLAN','id':'a','reason':'r','trigger':{'kind':'AT','when':'2026-11-27T21:00:00.5Z'},"
                    + "'action':{'kind':'THAW','sku':'COAT'}} | trigger.when",
            "{'do':'PLAN','id':'a','reason':'r','trigger':{'kind':'SOLD','sku':'COAT','units':-1},"
                    + "'action':{'kind':'THAW','sku':'COAT'}} | trigger.units"
        })
@interface BadCommands {}
