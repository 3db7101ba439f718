package io.inventory4j.examples.replay;

import java.io.IOException;

/** A kind of database server that can be started for the time of one sale. The profile {@code servers} brings some. */
public interface SaleServer {
    /**
     * What {@code --store} calls it.
     *
     * @return a word
     */
    String kind();

    /**
     * Starts a fresh one.
     *
     * @return the server, which answers
     * @throws IOException if it does not start
     */
    Running start() throws IOException;

    /** A server that runs. Closing it ends it and deletes all it has written. */
    interface Running extends AutoCloseable {
        /**
         * Where an empty database is in it.
         *
         * @return the JDBC URL, with all that is needed to log in
         */
        String url();

        @Override
        void close();
    }
}
