package io.inventory4j.live.plan;

/** What a SKU is for in a broadcast. */
public enum Tier {
    /** Brings people into the room: few units, a low price, strict limits, never a unit too many. */
    TRAFFIC,
    /** Carries the turnover: deep stock, whose pace is watched and which can be replenished. */
    HERO,
    /** Earns the margin: middle stock. */
    PROFIT,
    /** Stands for the brand: middle stock. */
    IMAGE,
    /** Rounds off the offer: low stock, restocked by response. */
    LONG_TAIL
}
