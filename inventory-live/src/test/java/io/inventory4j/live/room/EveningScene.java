package io.inventory4j.live.room;

import io.inventory4j.live.action.Action;
import io.inventory4j.live.action.By;
import io.inventory4j.live.action.OpenHolds;
import io.inventory4j.live.action.Trigger;
import io.inventory4j.order.ReserveRequest;
import java.time.Duration;
import java.time.Instant;

/** What a team has done by twenty-four minutes past eight, so that every part of the page has something to show. */
final class EveningScene {
    private EveningScene() {}

    static void play(RoomSale room) {
        Instant now = room.now();
        By lin = new By("Lin Mei", "Sells twice as fast as planned");
        room.sale.perform("op-1", lin, new Action.TopUp("SRM-3000", "douyin", 600));
        room.sale.perform(
                "op-2", new By("Zhou", "Douyin is ahead"), new Action.Transfer("CRM-5001", "taobao", "douyin", 150));
        room.sale.perform(
                "op-3", new By("Zhou", "Price tag is wrong"), new Action.Freeze("JNS-2633", OpenHolds.HONOUR));
        room.sale.perform("op-4", lin, new Action.ReleaseSafety("LIP-0921", "douyin", 500));
        room.sale.perform(
                "op-5",
                new By("Chen", "Truck is on its way"),
                new Action.Announce("MSK-1010", Instant.parse("2026-11-27T13:10:00Z"), 400));
        room.sale.perform(
                "op-6", new By("Chen", "Nothing is left to sell"), new Action.End("PRF-5007", OpenHolds.HONOUR));
        room.sale.plan(
                "second-wave",
                new By("Lin Mei", "Second wave of the script"),
                new Trigger.At(Instant.parse("2026-11-27T13:00:00Z")),
                new Action.TopUp("SUN-5050", "douyin", 400));
        room.sale.plan(
                "coat-backup",
                new By("Lin Mei", "L will run out first"),
                new Trigger.Sold("COAT-L01", 240),
                new Action.SwitchToBackup("COAT-L01"));
        room.sale.alerts().stream()
                .limit(3)
                .forEach(alert -> room.sale.acknowledge(alert.id(), new By("Zhou", "on it")));
        for (int i = 0; i < 7; i++) {
            room.sale
                    .waitingList()
                    .join(ReserveRequest.of("wait-" + i, "waiting-" + i).line(room.sale.key("MSK-1010", "douyin"), 1));
        }
        room.setNow(now.plus(Duration.ofSeconds(70)));
        room.tick();
    }
}
