package io.inventory4j.core.batching;

/** Runners on a machine that starts no further thread, as long as a test says so. */
final class ScarceRunners extends Runners {
    volatile boolean starved = true;

    ScarceRunners(Runnable work) {
        super(work);
    }

    @Override
    Thread thread(Runnable task) {
        return starved ? new Unstartable(task) : super.thread(task);
    }

    private static final class Unstartable extends Thread {
        Unstartable(Runnable task) {
            super(task);
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized") // It only throws.
        public void start() {
            throw new OutOfMemoryError("unable to create native thread");
        }
    }
}
