package io.inventory4j.core.limits;

import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.order.RequestLine;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.policy.Charge;
import io.inventory4j.policy.ReservationTerms;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Counts units: of a buyer, an identity, a place, or of any of them in a campaign. The counter's name is
 * {@code rule[/window][/name][/party][/sku]}: it says whose units it counts, and has no location, so that all locations
 * of a SKU count together. A count over a set of SKUs has their tag in place of {@code sku}, unless it is a campaign's.
 *
 * @param rule the rule's name, with which every counter's name begins; refusals name the kind of an identity after it
 * @param limit the most units
 * @param windows the windows in which it counts; null to count without end
 * @param name the place or campaign whose units it counts; null for none
 * @param place what kind of place {@code name} is; null where it is none, so that every request counts
 * @param party who has a count of its own
 */
record UnitCount(
        String rule,
        long limit,
        @Nullable TimeWindows windows,
        @Nullable String name,
        @Nullable Place place,
        Party party)
        implements ScopedRule.Rule {
    UnitCount {
        Bounds.limit(rule, limit);
        if (name != null) {
            Bounds.text(rule, name);
        }
    }

    static UnitCount of(Party party, String rule, long limit, @Nullable TimeWindows windows) {
        return new UnitCount(rule, limit, windows, null, null, party);
    }

    static UnitCount ofPlace(Place place, String name, long limit) {
        return new UnitCount(place.rule, limit, null, name, place, Party.EVERYBODY);
    }

    static UnitCount inCampaign(Party party, String rule, String campaign, long limit) {
        return new UnitCount(rule, limit, null, campaign, null, party);
    }

    /** The same count, which refuses a request that nobody is charged for. */
    UnitCount required() {
        Party sure = party instanceof Party.OfIdentity any ? new Party.OfIdentity(any.kind(), any.key(), true) : party;
        return new UnitCount(rule, limit, windows, name, place, sure);
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
        int parties = party.count(request);
        for (int i = 0; i < parties; i++) {
            String part = party.part(request, i);
            if (scope.across()) {
                String counter = tagged(part == null ? head : head + "/" + part, scope);
                Charge charge = TimeWindows.charge(CounterName.finish(rule, counter), limit, window);
                scope.forEachSource(request, (line, key) -> terms.chargeUnits(key, party.named(rule), charge));
            } else {
                chargeEach(request, scope, head, part, window, terms);
            }
        }
        if (parties == 0 && party instanceof Party.OfIdentity absent && absent.required()) {
            Refusal why = new Refusal(Reason.NOT_ALLOWED, absent.kind(), 0).because(party.named(rule));
            scope.forEachSource(request, (line, source) -> terms.refuse(line, source, why));
        }
    }

    private String tagged(String counter, SkuScope scope) {
        // A campaign's name already distinguishes its counters, and must outlive a change of its SKUs.
        boolean campaign = name != null && place == null;
        return scope.tag() == null || campaign ? counter : counter + "/" + scope.tag();
    }

    private void chargeEach(
            ReserveRequest request,
            SkuScope scope,
            String head,
            @Nullable String part,
            TimeWindows.@Nullable Window window,
            ReservationTerms terms) {
        // Loops, since every order comes here: a lambda for each call costs more than the call.
        List<RequestLine> lines = request.lines();
        for (int i = 0; i < lines.size(); i++) {
            RequestLine line = lines.get(i);
            if (line.fixed()) {
                charge(line.key(), head, part, window, terms);
                continue;
            }
            for (StockKey source : line.sources()) {
                if (scope.has(source)) {
                    charge(source, head, part, window, terms);
                }
            }
        }
    }

    private void charge(
            StockKey key,
            String head,
            @Nullable String part,
            TimeWindows.@Nullable Window window,
            ReservationTerms terms) {
        String sku = CounterName.part(key.sku());
        String full = part == null ? head + "/" + sku : head + "/" + part + "/" + sku;
        terms.chargeUnits(key, party.named(rule), TimeWindows.charge(CounterName.finish(rule, full), limit, window));
    }
}
