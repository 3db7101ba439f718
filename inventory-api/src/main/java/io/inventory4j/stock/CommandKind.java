package io.inventory4j.stock;

/** What a journal entry says was done. */
public enum CommandKind {
    /** Units were held. */
    RESERVE,
    /** Units were sold in one step, without a hold. */
    SELL,
    /** Held units were sold. */
    CONFIRM,
    /** Held units were given back. */
    RELEASE,
    /** Sold units were given back before shipment. */
    CANCEL,
    /** Held and sold units were given back, whatever there was. */
    GIVE_BACK,
    /** Sold units left. */
    SHIP,
    /** Shipped units came back. */
    RETURN,
    /** A sweep gave back units whose hold had run out. */
    EXPIRE,
    /** Units were received, transferred, written off or put elsewhere. */
    MOVE,
    /** The sale state changed. */
    SALE_STATE
}
