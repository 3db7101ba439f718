package io.inventory4j.live.room;

import io.inventory4j.stock.Bounds;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of an object that came from outside. What is wrong is gathered, by the name of its field. For one thread.
 */
final class JsonFields {
    private static final String UNKNOWN = "";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,40}");
    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private final String path;
    private final ObjectNode json;
    private final Set<String> skus;
    private final Map<String, String> errors;
    private final Set<String> read = new HashSet<>();
    private final int errorsBefore;

    JsonFields(String path, ObjectNode json, Set<String> skus, Map<String, String> errors) {
        this.path = path;
        this.json = json;
        this.skus = skus;
        this.errors = errors;
        errorsBefore = errors.size();
    }

    /** Whether anything of this object was wrong so far. */
    boolean wrong() {
        return errors.size() > errorsBefore;
    }

    boolean has(String name) {
        read.add(name);
        JsonNode value = json.get(name);
        return value != null && !value.isNull();
    }

    private void error(String name, String what) {
        errors.putIfAbsent(path + name, what);
    }

    /** What is wrong with the object as a whole. */
    void refuse(String what) {
        errors.putIfAbsent(path.isEmpty() ? "document" : path.substring(0, path.length() - 1), what);
    }

    /** A name that nothing has; one that is missing was found before. What belongs to it nobody can say. */
    void unknown(String name, @Nullable String value, String what) {
        read.addAll(json.propertyNames());
        if (value != null) {
            error(name, "is not the name of " + what);
        }
    }

    /** An id of an operation or a step: it becomes a part of the ids of commands. */
    @Nullable
    String id(String name) {
        String id = text(name);
        if (id != null && !ID.matcher(id).matches()) {
            error(name, "needs 1 to 40 letters A to Z, digits, dots, hyphens or underscores");
        }
        return id;
    }

    /** Every field that nobody has asked for is one too many. */
    void nothingElse() {
        for (String name : json.propertyNames()) {
            if (!read.contains(name)) {
                error(name, "is not known here");
            }
        }
    }

    /** A text of 1 to 200 code points; null if it is none. */
    @Nullable
    String text(String name) {
        if (!has(name)) {
            error(name, "is missing");
            return null;
        }
        return optionalText(name);
    }

    @Nullable
    String optionalText(String name) {
        if (!has(name)) {
            return null;
        }
        JsonNode value = json.get(name);
        if (!value.isString()) {
            error(name, "has to be a text");
            return null;
        }
        try {
            return Bounds.text(name, value.stringValue());
        } catch (IllegalArgumentException e) {
            error(name, String.valueOf(e.getMessage()));
            return null;
        }
    }

    String sku(String name) {
        String sku = text(name);
        if (sku != null && !skus.contains(sku)) {
            error(name, "is not a SKU of the plan");
        }
        return sku == null ? UNKNOWN : sku;
    }

    /** A number of units, 0 if it is none. */
    long units(String name, long least) {
        JsonNode value = json.get(name);
        if (!has(name) || value == null) {
            error(name, "is missing");
        } else if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            error(name, "has to be a whole number");
        } else if (value.longValue() < least || value.longValue() > Bounds.MAX_QUANTITY) {
            error(name, "has to be from " + least + " to " + Bounds.MAX_QUANTITY);
        } else {
            return value.longValue();
        }
        return 0;
    }

    Instant instant(String name) {
        String text = text(name);
        if (text == null) {
            return FIRST;
        }
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
                error(name, "has to be of the years 1970 to 9999");
            } else if (!instant.equals(instant.truncatedTo(ChronoUnit.SECONDS))) {
                error(name, "has to be in whole seconds");
            }
            return instant;
        } catch (DateTimeException e) {
            error(name, "has to be a time with its offset, such as 2026-11-28T20:00:00+08:00");
            return FIRST;
        }
    }

    /** One of some constants, by its name; null if it is none. */
    <E extends Enum<E>> @Nullable E constant(String name, E[] constants) {
        String text = text(name);
        for (E constant : constants) {
            if (constant.name().equals(text)) {
                return constant;
            }
        }
        if (text != null) {
            error(name, "has to be one of " + Arrays.toString(constants));
        }
        return null;
    }

    /** An object; null if it is none. */
    @Nullable
    JsonFields object(String name) {
        if (!has(name)) {
            error(name, "is missing");
            return null;
        }
        if (!(json.get(name) instanceof ObjectNode object)) {
            error(name, "has to be an object");
            return null;
        }
        return new JsonFields(path + name + ".", object, skus, errors);
    }
}
