package io.inventory4j.live.room;

import io.inventory4j.live.action.Action;
import io.inventory4j.live.action.OpenHolds;
import io.inventory4j.live.plan.SkuLimit;
import java.util.List;

/** One of each action, and of what may be left out. */
final class RoomActions {
    private RoomActions() {}

    static List<Action> all() {
        List<Action> actions = List.of(
                new Action.Freeze("COAT", OpenHolds.RELEASE),
                new Action.Thaw("COAT"),
                new Action.TopUp("COAT", "tmall", 1),
                new Action.TopUp("COAT", null, 1),
                new Action.Transfer("COAT", "tmall", null, 2),
                new Action.ReleaseSafety("COAT", "douyin", 3),
                new Action.ChangeLimit(SkuLimit.of("COAT", SkuLimit.Kind.PER_BUYER), 0),
                new Action.ChangeLimit(SkuLimit.ofChannel("COAT", "tmall"), 4),
                new Action.Announce("COAT", RoomSale.EIGHT, 5),
                new Action.SwitchToBackup("COAT"),
                new Action.End("COAT", OpenHolds.STOP),
                new Action.End(null, OpenHolds.HONOUR));
        long kinds = actions.stream().map(Object::getClass).distinct().count();
        if (kinds != Action.class.getPermittedSubclasses().length) {
            throw new AssertionError(
                    "an action is missing here: there are " + Action.class.getPermittedSubclasses().length + " kinds");
        }
        return actions;
    }
}
