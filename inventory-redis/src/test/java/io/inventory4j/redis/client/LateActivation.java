package io.inventory4j.redis.client;

import io.lettuce.core.protocol.CommandHandler;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Lets a connection of Lettuce hear of its channel after it was handed out, as chance does now and then. */
final class LateActivation implements NettyCustomizer {
    @Override
    public void afterChannelInitialized(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        String commands = pipeline.context(CommandHandler.class).name();
        pipeline.addBefore(commands, "late", new ChannelInboundHandlerAdapter() {
            @Override
            public void channelActive(ChannelHandlerContext context) {
                Future<?> unused = context.executor().schedule(context::fireChannelActive, 50, TimeUnit.MILLISECONDS);
            }
        });
    }
}
