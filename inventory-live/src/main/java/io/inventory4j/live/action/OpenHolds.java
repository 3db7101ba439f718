package io.inventory4j.live.action;

/** What becomes of units that are held when a SKU is frozen or a sale ends. */
public enum OpenHolds {
    /** Those who hold may still pay; nobody else can reserve. */
    HONOUR,
    /** Nobody can reserve or pay. Holds stay until they run out, or until the SKU is thawed. */
    STOP,
    /** All holds are given back at once, whole orders, whatever else they hold; nobody can reserve. */
    RELEASE
}
