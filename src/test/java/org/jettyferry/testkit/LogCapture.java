package org.jettyferry.testkit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Hears what a logger, and those below it, are told, until it is closed. */
public final class LogCapture extends Handler implements AutoCloseable {
    private final Logger log;
    private final List<LogRecord> heard = new CopyOnWriteArrayList<>();

    private LogCapture(Logger log) {
        this.log = log;
    }

    /** Listens from now on. */
    public static LogCapture on(String logger) {
        LogCapture ear = new LogCapture(Logger.getLogger(logger));
        ear.log.addHandler(ear);
        return ear;
    }

    /** What was said, without the values put into it. */
    public List<String> sentences() {
        return heard.stream().map(LogRecord::getMessage).toList();
    }

    /** What was said at this level alone. */
    public List<String> sentences(Level level) {
        return heard.stream()
                .filter(entry -> entry.getLevel().equals(level))
                .map(LogRecord::getMessage)
                .toList();
    }

    public void forget() {
        heard.clear();
    }

    @Override
    public void publish(LogRecord entry) {
        heard.add(entry);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        log.removeHandler(this);
    }
}
