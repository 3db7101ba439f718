package io.inventory4j.live.room;

import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** A command that is refused before anything happens, with what its sender is told. */
final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final transient Map<String, String> fields;

    /**
     * A refused command.
     *
     * @param fields what is wrong, by the field of the document
     */
    CommandException(int status, String message, Map<String, String> fields) {
        super(message, null, false, false);
        this.status = status;
        this.fields = fields;
    }

    RoomResponse response() {
        ObjectNode error = CommandJson.object().put("error", getMessage());
        ObjectNode wrong = error.putObject("fields");
        fields.forEach(wrong::put);
        return CommandJson.answer(status, error);
    }
}
