package io.inventory4j.redis.client;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The nodes of a cluster as Lettuce's own client knows them. */
final class LettuceSeeds {
    private final RedisClusterClient client;
    private volatile boolean loaded;

    LettuceSeeds(RedisClusterClient client) {
        this.client = client;
    }

    List<NodeAddress> nodes(Deadline deadline) {
        load(deadline);
        List<NodeAddress> nodes = new ArrayList<>();
        for (RedisClusterNode node : client.getPartitions()) {
            nodes.add(new NodeAddress(node.getUri().getHost(), node.getUri().getPort()));
        }
        return nodes;
    }

    /** Loads the nodes once, for which the client connects to all its seeds. Later, the nodes themselves are asked. */
    private void load(Deadline deadline) {
        if (loaded) {
            return;
        }
        try {
            client.refreshPartitionsAsync()
                    .toCompletableFuture()
                    .get(Math.max(0, deadline.nanos()), TimeUnit.NANOSECONDS);
            loaded = true;
        } catch (TimeoutException e) {
            throw new LedgerException(Effect.NONE, "Redis Cluster: no topology in time", e);
        } catch (ExecutionException e) {
            throw new LedgerException(Effect.NONE, "Redis Cluster: no topology", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerException(Effect.NONE, "Redis Cluster: interrupted while looking for the nodes", e);
        } catch (RuntimeException e) {
            throw new LedgerException(Effect.NONE, "Redis Cluster: the client failed", e);
        }
    }

    /** How to reach a node; one that the client does not know, with the settings of another. */
    RedisURI uri(NodeAddress node) {
        RedisURI like = null;
        for (RedisClusterNode known : client.getPartitions()) {
            like = known.getUri();
            if (like.getHost().equals(node.host()) && like.getPort() == node.port()) {
                return like;
            }
        }
        if (like == null) {
            throw new IllegalStateException("the cluster has no nodes");
        }
        return LettuceConnections.at(node, like);
    }
}
