package io.inventory4j.examples.replay.plan;

import io.inventory4j.SafetyStock;
import io.inventory4j.examples.replay.orders.Event;
import io.inventory4j.examples.replay.orders.OrderBook;
import io.inventory4j.live.plan.PlannedSku;
import io.inventory4j.live.plan.PlannedSkuBuilder;
import io.inventory4j.live.plan.SalePlan;
import io.inventory4j.live.plan.Tier;
import io.inventory4j.live.plan.TierDefaults;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The plan that a merchandiser could have made of a day, had he known its orders: docs/replay.md has the rules. It
 * follows from the orders and the terms alone.
 */
public final class DayPlan {
    /** How many articles, those with the most stock, carry the sale. */
    public static final int HEROES = 10;

    /** How long after the last order it closes: until then all holds are paid for, or have run out. */
    static final Duration OPEN_AFTER_LAST = Duration.ofHours(2);

    /** How many of the shared articles that earn a margin have a backup, or a replenishment, as all heroes have. */
    private static final int WATCHED = 40;

    /** For a ledger that counts nanoseconds, all later times are one. */
    private static final Instant NO_END_AFTER = Instant.parse("2262-01-01T00:00:00Z");

    private static final Duration REPLENISHED_AFTER = Duration.ofDays(7);

    /** Smaller stocks are told of when they are gone: their single units are more than 20 percent. */
    private static final long ALERTED = 10;

    private final OrderBook book;
    private final PlanTerms terms;
    private final Highlights highlights;
    private final Map<String, Tier> tiers = new LinkedHashMap<>();
    private final Set<String> ofKits = new HashSet<>();
    private final Map<String, String> backups = new HashMap<>();
    private final Set<String> replenished = new HashSet<>();
    private final Instant opens;
    private final @Nullable Instant closes;

    private DayPlan(OrderBook book, PlanTerms terms) {
        this.book = book;
        this.terms = terms;
        List<Event> events = book.events();
        highlights = Highlights.of(events);
        opens = events.get(0).at().truncatedTo(ChronoUnit.MILLIS);
        Instant end = last(events).truncatedTo(ChronoUnit.SECONDS).plus(OPEN_AFTER_LAST);
        closes = end.isBefore(NO_END_AFTER) ? end : null;
    }

    /**
     * Derives the plan.
     *
     * @param book orders, at least one
     * @param terms what the user chose
     * @return the plan, of at most 10,000 lines: those that are asked for most
     */
    public static SalePlan of(OrderBook book, PlanTerms terms) {
        return new DayPlan(book, terms).plan();
    }

    /**
     * What the sale of these orders is called.
     *
     * @param book orders, at least one
     * @return the first day, and the last one where that is another
     */
    public static String name(OrderBook book) {
        List<Event> events = book.events();
        LocalDate first = day(events.get(0));
        LocalDate last = day(events.get(events.size() - 1));
        return "day-" + first + (first.equals(last) ? "" : "-" + last);
    }

    private static Instant last(List<Event> events) {
        return events.get(events.size() - 1).at();
    }

    private static LocalDate day(Event event) {
        return event.at().atZone(ZoneOffset.UTC).toLocalDate();
    }

    private SalePlan plan() {
        List<String> ranked = book.demand().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .limit(SalePlan.MAX_LINES - highlights.kits().size())
                .toList();
        tiers.putAll(new TierRanks(ranked, book.prices()).tiers());
        List<Highlights.Offer> kits = highlights.kits().stream()
                .filter(kit -> tiers.keySet().containsAll(kit.articles()))
                .toList();
        kits.forEach(kit -> ofKits.addAll(kit.articles()));
        chooseBackups();
        Map<String, PlannedSku> goods = new LinkedHashMap<>();
        for (Tier tier : Tier.values()) {
            tiers.forEach((sku, its) -> {
                if (its == tier) {
                    goods.put(sku, goods(sku, tier));
                }
            });
        }
        List<PlannedSku> lines = new ArrayList<>(goods.values());
        for (Highlights.Offer kit : kits) {
            long units = Math.min(allotment(goods, kit.first()), allotment(goods, kit.second())) / 2;
            if (units > 0) {
                lines.add(kit(kit, units, goods.keySet()));
            }
        }
        return new SalePlan(name(book), lines);
    }

    private static long allotment(Map<String, PlannedSku> goods, String sku) {
        PlannedSku line = goods.get(sku);
        return line == null ? 0 : line.allotment();
    }

    /**
     * What becomes of the articles that matter most when they are sold out: every second one has another in its place,
     * which earns a margin too; of the others more will come.
     */
    private void chooseBackups() {
        List<String> shared = tiers.entrySet().stream()
                .filter(line -> line.getValue() == Tier.PROFIT && !isolated(line.getKey(), Tier.PROFIT))
                .map(Map.Entry::getKey)
                .toList();
        List<String> watched = new ArrayList<>(tiers.entrySet().stream()
                .filter(line -> line.getValue() == Tier.HERO || line.getValue() == Tier.TRAFFIC)
                .map(Map.Entry::getKey)
                .toList());
        watched.addAll(shared.subList(0, Math.min(WATCHED, shared.size())));
        List<String> others = shared.subList(Math.min(WATCHED, shared.size()), shared.size());
        for (int i = 0; i < watched.size(); i++) {
            if (i % 2 == 0 && i / 2 < others.size()) {
                backups.put(watched.get(i), others.get(i / 2));
            } else {
                replenished.add(watched.get(i));
            }
        }
    }

    private boolean isolated(String sku, Tier tier) {
        return tier == Tier.HERO || tier == Tier.TRAFFIC || ofKits.contains(sku);
    }

    private PlannedSku goods(String sku, Tier tier) {
        // Rounded up, so that an article that is asked for once is there once.
        long onHand = (book.demand().getOrDefault(sku, 0L) * terms.opening() + 99) / 100;
        TierDefaults usual = Objects.requireNonNull(TierDefaults.standard().get(tier), "tier");
        // Rounded down, so that nothing is withheld of a single unit.
        long safety = onHand * usual.safetyPercent() / 100;
        long allotment = ((onHand - safety) * usual.allotmentPercent() + 99) / 100;
        PlannedSkuBuilder line = PlannedSku.of(sku, tier)
                .name(book.name(sku).strip())
                .onHand(onHand)
                .safety(SafetyStock.units(safety))
                .allotment(allotment)
                .orderMaximum(null)
                .perBuyer(perBuyer(tier))
                .opensAt(sku.equals(highlights.late()) ? highlights.opensAt() : opens)
                .closesAt(closes)
                .isolated(isolated(sku, tier))
                .backup(backups.get(sku));
        if (onHand < ALERTED) {
            line.alerts(0);
        }
        if (replenished.contains(sku)) {
            line.replenishment(
                    onHand, last(book.events()).truncatedTo(ChronoUnit.SECONDS).plus(REPLENISHED_AFTER));
        }
        shares(sku, tier, allotment).forEach(line::channelShare);
        return line.build();
    }

    /** Where each channel has its own units, or the most that goes through it; nothing where all share alike. */
    private Map<String, Long> shares(String sku, Tier tier, long allotment) {
        if (terms.liveRoom() == 100) {
            return Map.of();
        }
        if (isolated(sku, tier)) {
            return SaleChannels.split(allotment, terms.liveRoom());
        }
        long most = (2 * allotment + 2) / 3;
        return tier == Tier.PROFIT ? Map.of(SaleChannels.LIVE_ROOM, most, SaleChannels.PARTNER, most) : Map.of();
    }

    private @Nullable Long perBuyer(Tier tier) {
        if (terms.buyerLimit() == 0) {
            return null;
        }
        return tier == Tier.TRAFFIC ? Math.max(1, terms.buyerLimit() / 4) : terms.buyerLimit();
    }

    private PlannedSku kit(Highlights.Offer kit, long units, Set<String> taken) {
        String name = kit.first() + "+" + kit.second();
        while (taken.contains(name)) {
            name += "+";
        }
        PlannedSkuBuilder line = PlannedSku.of(name, Tier.HERO)
                .name("Kit of " + kit.first() + " and " + kit.second())
                .allotment(units)
                .isolated(true)
                .opensAt(opens)
                .closesAt(closes)
                .part(kit.first(), 1)
                .part(kit.second(), 1);
        if (kit.gift() != null) {
            line.gift(kit.gift(), 1);
        }
        if (terms.liveRoom() < 100) {
            SaleChannels.split(units, terms.liveRoom()).forEach(line::channelShare);
        }
        return line.build();
    }
}
