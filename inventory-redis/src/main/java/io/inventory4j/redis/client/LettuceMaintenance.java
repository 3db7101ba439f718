package io.inventory4j.redis.client;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;

/** Turns off maintenance notifications: they would move connections to other servers. Lettuce 6 has none. */
final class LettuceMaintenance {
    private LettuceMaintenance() {}

    static ClientOptions without(ClientOptions options) {
        try {
            return Off.of(options);
        } catch (NoClassDefFoundError e) {
            return options;
        }
    }

    /** Apart, because its code cannot be linked with Lettuce 6. */
    private static final class Off {
        static ClientOptions of(ClientOptions options) {
            return options.mutate()
                    .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                    .build();
        }
    }
}
