package io.inventory4j.redis.client;

import io.inventory4j.redis.RedisError;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads any reply of the server; an error is a value, also within a list. */
final class LettuceReply extends CommandOutput<byte[], byte[], @Nullable Object> {
    /** The lists that are being read, the innermost first. */
    private final Deque<List<@Nullable Object>> open = new ArrayDeque<>();

    LettuceReply() {
        super(ByteArrayCodec.INSTANCE, null);
    }

    private void take(@Nullable Object value) {
        List<@Nullable Object> list = open.peek();
        if (list == null) {
            output = value;
        } else {
            list.add(value);
        }
    }

    @Override
    public void set(@Nullable ByteBuffer bytes) {
        take(bytes == null ? null : codec.decodeValue(bytes));
    }

    @Override
    public void set(long integer) {
        take(integer);
    }

    @Override
    public void setError(@Nullable ByteBuffer error) {
        take(new RedisError(error == null ? "" : decodeString(error)));
    }

    @Override
    public void multi(int count) {
        if (count < 0) {
            take(null);
            return;
        }
        List<@Nullable Object> list = new ArrayList<>(count);
        take(list);
        open.push(list);
    }

    /** Called after each value, with the number of lists that are still open around it. */
    @Override
    public void complete(int depth) {
        while (open.size() > depth) {
            open.pop();
        }
    }
}
