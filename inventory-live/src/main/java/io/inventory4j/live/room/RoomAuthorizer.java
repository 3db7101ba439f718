package io.inventory4j.live.room;

import java.util.Optional;

/** Says who may do what in a {@link ControlRoom}. Called on the server's threads, many at a time. */
@FunctionalInterface
public interface RoomAuthorizer {
    /**
     * Who asks, if he may do that.
     *
     * @param request the request: its principal, its headers
     * @param command what is asked for
     * @return the name of the user, 1 to 200 code points, which the journal keeps; or empty for no
     */
    Optional<String> user(RoomRequest request, RoomCommand command);
}
