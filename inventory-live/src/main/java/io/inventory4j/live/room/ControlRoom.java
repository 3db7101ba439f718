package io.inventory4j.live.room;

import io.inventory4j.LedgerException;
import io.inventory4j.live.LiveSale;
import io.inventory4j.live.action.By;
import io.inventory4j.live.feed.LevelFeed;
import io.inventory4j.live.plan.SalePlan;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The page that a team looks at and works from while a sale runs, for any HTTP server: it answers requests, and knows
 * nothing of sockets. {@link ControlRoomHandler} puts it into the JDK's own server. It needs Jackson 3, which whoever
 * uses it names as a dependency.
 *
 * <pre>
 *   GET  /          the page, in English or Chinese by Accept-Language; and its files beside it
 *   GET  /state     the sale as one JSON document, with an ETag; 304 if nothing has changed
 *   GET  /user      who works here: {"who": "Anna"}, or null for those who may only look
 *   POST /commands  carries out what a JSON document asks for
 *   GET  /levels    is the server's to answer: {@link #feed} as Server-Sent Events, with all buckets
 * </pre>
 *
 * <p>Nobody can do anything unless there is an {@linkplain #authorizedBy authorizer}. Who may look is the server's to
 * say. The state is read from the store at most every half second, however many look at it. Thread-safe.
 */
public final class ControlRoom {
    /** The most bytes of a command. */
    public static final int MAX_BODY = 16_384;

    private static final Logger LOG = LoggerFactory.getLogger(ControlRoom.class);
    private static final String RETRY_AFTER = "1";

    private final LiveSale sale;
    private final SalePlan plan;
    private final LevelFeed feed;
    private final @Nullable RoomAuthorizer authorizer;
    private final StateCache state;
    private final CommandJson commands;
    private final RoomFiles files;

    private ControlRoom(
            LiveSale sale,
            SalePlan plan,
            LevelFeed feed,
            @Nullable RoomAuthorizer authorizer,
            InstantSource clock,
            RoomFiles files) {
        this.sale = sale;
        this.plan = plan;
        this.feed = feed;
        this.authorizer = authorizer;
        this.files = files;
        state = new StateCache(new StateJson(sale, plan), clock, System::nanoTime);
        commands = new CommandJson(plan);
    }

    /**
     * A control room in which everybody may look, and nobody do anything.
     *
     * @param sale the sale
     * @param plan its plan
     * @param feed a feed of the sale's lines: those of {@link LiveSale#levels}
     * @return the control room
     * @throws LedgerException if the store cannot answer
     */
    public static ControlRoom of(LiveSale sale, SalePlan plan, LevelFeed feed) {
        return new ControlRoom(
                Objects.requireNonNull(sale, "sale"),
                Objects.requireNonNull(plan, "plan"),
                Objects.requireNonNull(feed, "feed"),
                null,
                InstantSource.system(),
                new RoomFiles());
    }

    /**
     * The same, where those whom an authorizer names may work.
     *
     * @param who says who may do what
     * @return a copy
     */
    public ControlRoom authorizedBy(RoomAuthorizer who) {
        return new ControlRoom(sale, plan, feed, Objects.requireNonNull(who, "who"), state.clock(), files);
    }

    /**
     * The same with another clock: that of the store, if the sale is not of today.
     *
     * @param clock tells when it is
     * @return a copy
     */
    public ControlRoom clock(InstantSource clock) {
        return new ControlRoom(sale, plan, feed, authorizer, Objects.requireNonNull(clock, "clock"), files);
    }

    /**
     * The levels that the page listens to, at {@code /levels}, with {@code Visibility.buckets()}.
     *
     * @return the feed
     */
    public LevelFeed feed() {
        return feed;
    }

    /**
     * Answers a request. What the store cannot answer is a 503, and never an exception.
     *
     * @param request the request
     * @return the answer
     * @throws IOException if the body cannot be read
     */
    public RoomResponse answer(RoomRequest request) throws IOException {
        try {
            return route(request);
        } catch (CommandException e) {
            return e.response();
        } catch (LedgerException e) {
            LOG.warn("The store could not answer the control room", e);
            return unavailable(e);
        }
    }

    private RoomResponse route(RoomRequest request) throws IOException {
        boolean commanded = request.path().equals("/commands");
        boolean known = commanded || isRead(request.path()) || files.file(request.path()) != null;
        if (!known) {
            return RoomResponse.of(404);
        } else if (commanded) {
            return request.method().equals("POST")
                    ? command(request)
                    : RoomResponse.of(405).with("Allow", "POST");
        } else if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return RoomResponse.of(405).with("Allow", "GET, HEAD");
        }
        return switch (request.path()) {
            case "/" -> files.page(request.header("Accept-Language"));
            case "/state" -> state.answer(request.header("If-None-Match"));
            case "/user" -> CommandJson.answer(200, user(request));
            default -> Objects.requireNonNull(files.file(request.path()));
        };
    }

    private static boolean isRead(String path) {
        return path.equals("/") || path.equals("/state") || path.equals("/user");
    }

    private ObjectNode user(RoomRequest request) {
        return CommandJson.object().put("who", who(request, new RoomCommand.Enter()));
    }

    private @Nullable String who(RoomRequest request, RoomCommand command) {
        return authorizer == null ? null : authorizer.user(request, command).orElse(null);
    }

    /** The name of who asks for something, if he may have it. */
    private String allowed(RoomRequest request, RoomCommand command) {
        String who = who(request, command);
        if (who == null) {
            throw new CommandException(403, "you may look at this sale, and not do that", Map.of());
        }
        return who;
    }

    private RoomResponse command(RoomRequest request) throws IOException {
        SameOrigin.check(request);
        // Who may do nothing at all is sent away before his request is read.
        allowed(request, new RoomCommand.Enter());
        RoomCommand command = commands.read(request.body().readNBytes(MAX_BODY + 1));
        String who = allowed(request, command);
        try {
            return CommandJson.answer(200, run(command, who));
        } catch (IllegalArgumentException e) {
            LOG.debug("The sale does not allow a command", e);
            throw new CommandException(409, String.valueOf(e.getMessage()), Map.of());
        } finally {
            state.changed();
        }
    }

    private ObjectNode run(RoomCommand command, String who) {
        if (command instanceof RoomCommand.Perform perform) {
            return StateJson.operation(sale.perform(perform.id(), new By(who, perform.reason()), perform.action()));
        } else if (command instanceof RoomCommand.Plan step) {
            sale.plan(step.id(), new By(who, step.reason()), step.trigger(), step.action());
            return CommandJson.object().put("id", step.id()).put("outcome", "planned");
        } else if (command instanceof RoomCommand.Cancel cancel) {
            boolean cancelled = sale.cancel(cancel.step(), new By(who, cancel.reason()));
            return CommandJson.object().put("id", cancel.step()).put("outcome", cancelled ? "cancelled" : "taken");
        } else if (command instanceof RoomCommand.Acknowledge seen) {
            return StateJson.alert(sale.acknowledge(seen.alert(), new By(who, seen.reason())));
        }
        throw new IllegalArgumentException("that is no command");
    }

    private static RoomResponse unavailable(LedgerException e) {
        ObjectNode error = CommandJson.object()
                .put("error", "the store could not answer")
                .put("effect", e.effect().name());
        return CommandJson.answer(503, error).with("Retry-After", RETRY_AFTER);
    }
}
