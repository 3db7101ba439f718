package io.inventory4j.redis.client;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.ProtocolKeyword;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A command, and whether it may have been sent. */
final class LettuceCall {
    /** The name of a command. Lettuce asks for its bytes when it writes the command, and not before. */
    private static final class Name implements ProtocolKeyword {
        private final byte[] bytes;
        private volatile boolean asked;

        Name(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public byte[] getBytes() {
            asked = true;
            return bytes;
        }

        /** In lower case, so that Lettuce does not recognize MULTI and EXEC and handle them in its own way. */
        @Override
        public String toString() {
            return new String(bytes, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
        }
    }

    private final Name name;
    private final AsyncCommand<byte[], byte[], @Nullable Object> command;

    LettuceCall(List<byte[]> words) {
        name = new Name(words.get(0));
        CommandArgs<byte[], byte[]> args = new CommandArgs<>(ByteArrayCodec.INSTANCE);
        for (byte[] word : words.subList(1, words.size())) {
            args.add(word);
        }
        command = new AsyncCommand<>(new Command<>(name, new LettuceReply(), args));
    }

    /** What Lettuce writes. */
    AsyncCommand<byte[], byte[], @Nullable Object> command() {
        return command;
    }

    /** Whether it has ended without being written: then it never will be, as Lettuce leaves out what has ended. */
    boolean isLeftOut() {
        return command.isDone() && !name.asked;
    }

    @Nullable
    Object reply(Deadline deadline) throws InterruptedException, ExecutionException, TimeoutException {
        return command.get(Math.max(0, deadline.nanos()), TimeUnit.NANOSECONDS);
    }

    /** Waits through interrupts; the thread is interrupted afterwards. */
    @Nullable
    Object replyInAnyCase(Deadline deadline) throws ExecutionException, TimeoutException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return reply(deadline);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
