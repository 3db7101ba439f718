package io.inventory4j.redis;

import static io.inventory4j.redis.Redis.bytes;

import io.inventory4j.redis.script.NamespaceKeys;
import io.inventory4j.redis.script.Packer;
import io.inventory4j.redis.script.Request;
import io.inventory4j.redis.script.Script;
import io.inventory4j.redis.script.Unpacker;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes commands of recorded calls that play them again: the scripts themselves, at the times of the calls, after a
 * guard (again.lua) that lets each call run only at its place in the journal. What a sweep ended and a purge deleted is
 * an argument, since it depended on how it was filed. Immutable, thread-safe.
 */
final class CallReplay {
    private static final byte[] NONE = {};

    /** A script with the guard before it: what EVAL takes, and what EVALSHA takes. */
    private record Guarded(List<byte[]> forms) {
        byte[] text() {
            return forms.get(0);
        }

        byte[] sha1() {
            return forms.get(1);
        }
    }

    private final NamespaceKeys keys;
    private final Map<Script, Guarded> scripts = new EnumMap<>(Script.class);

    CallReplay(NamespaceKeys keys) {
        this.keys = keys;
        byte[] guard = ArchiveScript.AGAIN.text();
        for (Script script : Set.of(Script.APPLY, Script.CHOOSE, Script.EXPIRE, Script.PURGE)) {
            byte[] text = Arrays.copyOf(guard, guard.length + script.text().length);
            System.arraycopy(script.text(), 0, text, guard.length, script.text().length);
            scripts.put(script, new Guarded(List.of(text, sha1(text))));
        }
    }

    private static byte[] sha1(byte[] text) {
        try {
            return bytes(
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-1", e);
        }
    }

    private static Script script(RecordedCall call) {
        return switch (call.kind()) {
            case Request.BATCH -> call.chooses() ? Script.CHOOSE : Script.APPLY;
            case Request.EXPIRE -> Script.EXPIRE;
            default -> Script.PURGE;
        };
    }

    /** One command for each call. The first use of a script sends its text, so that no server lacks it. */
    List<List<byte[]>> commands(long after, List<RecordedCall> calls) {
        Map<Script, Guarded> sent = new EnumMap<>(Script.class);
        List<List<byte[]>> commands = new ArrayList<>(calls.size());
        long place = after;
        for (RecordedCall call : calls) {
            Script script = script(call);
            Guarded guarded = Objects.requireNonNull(scripts.get(script), script.name());
            boolean first = sent.put(script, guarded) == null;
            List<byte[]> command = new ArrayList<>();
            command.add(bytes(first ? "EVAL" : "EVALSHA"));
            command.add(first ? guarded.text() : guarded.sha1());
            command.add(bytes(Integer.toString(keys.all().size())));
            command.addAll(keys.all());
            command.add(bytes(Long.toString(call.micros())));
            command.add(call.request());
            command.add(NONE);
            command.add(bytes(Long.toString(place)));
            if (call.kind() != Request.BATCH) {
                command.add(taken(call));
            }
            commands.add(command);
            place = call.sequence();
        }
        return commands;
    }

    private static byte[] taken(RecordedCall call) {
        List<byte[]> names = call.taken();
        Packer out = new Packer().array(names.size());
        names.forEach(out::text);
        return out.toBytes();
    }

    /** Whether a call, played again, was answered what was recorded. */
    static boolean sameAnswer(RecordedCall call, @Nullable Object reply) {
        if (call.kind() == Request.BATCH) {
            return reply instanceof byte[] text && Arrays.equals(text, call.answer());
        }
        if (!(reply instanceof List<?> list) || list.isEmpty()) {
            return false;
        }
        if (call.kind() == Request.EXPIRE) {
            return list.get(0) instanceof byte[] text && Arrays.equals(text, call.answer());
        }
        Unpacker in = new Unpacker(call.answer());
        in.array();
        in.number();
        return list.get(0).equals(in.number());
    }
}
