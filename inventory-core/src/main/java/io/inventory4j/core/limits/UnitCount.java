package io.inventory4j.core.limits;

import io.inventory4j.ReserveRequest;
import io.inventory4j.policy.Charge;
import io.inventory4j.policy.ReservationTerms;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Counts units: of a buyer, of a place, or of a buyer in a campaign. The counter's name is
 * {@code rule[/window][/name][/buyer][/sku]}: it says whose units it counts, and has no location, so that all locations
 * of a SKU count together. A count over a set of SKUs has their tag in place of {@code sku}, unless it is a campaign's.
 *
 * @param rule the rule's name, with which every counter's name begins
 * @param limit the most units
 * @param windows the windows in which it counts; null to count without end
 * @param name the place or campaign whose units it counts; null for none
 * @param place what kind of place {@code name} is; null where it is none, so that every request counts
 * @param byBuyer whether each buyer has a count
 */
record UnitCount(
        String rule,
        long limit,
        @Nullable TimeWindows windows,
        @Nullable String name,
        @Nullable Place place,
        boolean byBuyer)
        implements ScopedRule.Rule {
    UnitCount {
        Bounds.limit(rule, limit);
        if (name != null) {
            Bounds.text(rule, name);
        }
    }

    static UnitCount ofBuyer(String rule, long limit, @Nullable TimeWindows windows) {
        return new UnitCount(rule, limit, windows, null, null, true);
    }

    static UnitCount ofPlace(Place place, String name, long limit) {
        return new UnitCount(place.rule, limit, null, name, place, false);
    }

    static UnitCount inCampaign(String campaign, long limit) {
        return new UnitCount("campaign", limit, null, campaign, null, true);
    }

    @Override
    public boolean timeless() {
        return windows == null;
    }

    @Override
    public void judge(ReserveRequest request, SkuScope scope, Instant now, ReservationTerms terms) {
        if (place != null && !Objects.equals(name, place.of(request))) {
            return;
        }
        TimeWindows.Window window = windows == null ? null : windows.at(now);
        String head = window == null ? rule : rule + window.name();
        if (name != null) {
            head = head + "/" + CounterName.part(name);
        }
        if (scope.across()) {
            chargeTogether(
                    request,
                    tagged(byBuyer ? head + "/" + CounterName.part(request.buyer()) : head, scope),
                    window,
                    terms);
        } else {
            chargeEach(request, head, window, terms);
        }
    }

    private String tagged(String counter, SkuScope scope) {
        // A campaign's name already distinguishes its counters, and must outlive a change of its SKUs.
        boolean campaign = name != null && place == null;
        return scope.tag() == null || campaign ? counter : counter + "/" + scope.tag();
    }

    private void chargeTogether(
            ReserveRequest request, String counter, TimeWindows.@Nullable Window window, ReservationTerms terms) {
        Charge charge = TimeWindows.charge(CounterName.finish(rule, counter), limit, window);
        for (ReserveRequest.Line line : request.lines()) {
            terms.chargeUnits(line.key(), rule, charge);
        }
    }

    private void chargeEach(
            ReserveRequest request, String head, TimeWindows.@Nullable Window window, ReservationTerms terms) {
        String buyer = byBuyer ? CounterName.part(request.buyer()) : null;
        List<ReserveRequest.Line> lines = request.lines();
        for (int i = 0; i < lines.size(); i++) {
            StockKey key = lines.get(i).key();
            String sku = CounterName.part(key.sku());
            String full = buyer == null ? head + "/" + sku : head + "/" + buyer + "/" + sku;
            terms.chargeUnits(key, rule, TimeWindows.charge(CounterName.finish(rule, full), limit, window));
        }
    }
}
