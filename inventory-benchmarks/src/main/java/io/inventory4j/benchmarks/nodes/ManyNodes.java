package io.inventory4j.benchmarks.nodes;

import static io.inventory4j.benchmarks.measure.Contest.key;

import io.inventory4j.benchmarks.measure.Contest;
import io.inventory4j.benchmarks.measure.Measured;
import io.inventory4j.benchmarks.measure.Plan;
import io.inventory4j.benchmarks.measure.Results;
import io.inventory4j.benchmarks.shop.Carts;
import io.inventory4j.benchmarks.shop.Store;
import java.util.ArrayList;
import java.util.List;

/**
 * Five processes sell carts of 1 to 5 lines of a few hot SKUs over one store, beside one process with as many callers,
 * and beside one with its fifth of them. The processes are the same in all cases: with one, four have nothing to do.
 */
public final class ManyNodes {
    private static final long UNITS = 100_000_000;

    private ManyNodes() {}

    public static void run(Store.Kind kind, Plan plan, Results results) throws Exception {
        String bench = "many-nodes-" + kind.label();
        if (!plan.includes(kind.label())) {
            results.skip(bench, "the command line leaves it out");
            return;
        }
        List<NodeProcess> nodes = new ArrayList<>();
        try (Store store = kind.opening().open(Carts.zipf(Node.SKUS), UNITS)) {
            try {
                for (int i = 0; i < plan.pick(2, 5, 5); i++) {
                    nodes.add(new NodeProcess("n" + i + "-", kind.label(), store.place()));
                }
                for (NodeProcess node : nodes) {
                    node.awaitReady();
                }
                contest(bench, store, nodes, plan, results);
            } finally {
                nodes.forEach(NodeProcess::close);
            }
        }
    }

    private static void contest(String bench, Store store, List<NodeProcess> nodes, Plan plan, Results results)
            throws Exception {
        String peer = store.peer();
        List<String> subjects = new ArrayList<>(store.subjects().keySet());
        subjects.add(peer);
        int callers = plan.pick(2, 40, 40);
        warmUp(subjects, nodes, callers / nodes.size(), plan);
        Contest contest = new Contest(bench, plan);
        String many = nodes.size() + "-nodes-";
        for (String subject : subjects) {
            contest.peer(key(many + peer, callers));
            contest.add(many + subject, callers, round -> turn(subject, round, nodes, callers, plan));
            for (int few : List.of(callers, callers / nodes.size())) {
                contest.peer(key("1-node-" + peer, few));
                contest.add("1-node-" + subject, few, round -> turn(subject, round, nodes.subList(0, 1), few, plan));
            }
        }
        contest.run(results);
    }

    /**
     * Lets each process sell alone, as each node of a shop has sold for hours. Of five nodes each sells a fifth, so in the
     * warm-up of a contest the one that also takes the turns alone has its code compiled first, and the others do not.
     */
    private static void warmUp(List<String> subjects, List<NodeProcess> nodes, int callers, Plan plan)
            throws Exception {
        for (int turn = 0; turn < plan.pick(0, 4, 8); turn++) {
            for (NodeProcess node : nodes) {
                for (String subject : subjects) {
                    node.begin(subject, "warm" + turn, -1, callers, plan.turnMillis(), plan.mostCalls());
                    node.await();
                }
            }
        }
    }

    private static Measured turn(String subject, int round, List<NodeProcess> nodes, int callers, Plan plan)
            throws Exception {
        for (NodeProcess node : nodes) {
            int each = callers / nodes.size();
            node.begin(
                    subject,
                    nodes.size() + "x" + each,
                    round,
                    each,
                    plan.turnMillis(),
                    plan.mostCalls() / nodes.size());
        }
        List<Measured> measured = new ArrayList<>();
        for (NodeProcess node : nodes) {
            measured.add(node.await());
        }
        return NodeProcess.together(measured);
    }
}
