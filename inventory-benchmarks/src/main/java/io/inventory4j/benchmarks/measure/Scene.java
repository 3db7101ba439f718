package io.inventory4j.benchmarks.measure;

/**
 * What is measured.
 *
 * @param name how the command line and the results name it
 * @param what what happens, for the list of scenes
 * @param body measures
 */
public record Scene(String name, String what, Body body) {
    /** How a scene runs. */
    public interface Body {
        void run(Plan plan, Results results) throws Exception;
    }
}
