package org.jettyferry.testkit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Records what is logged to a logger and those below it, until it is closed. Thread-safe. */
public final class LogCapture extends Handler implements AutoCloseable {
    private final Logger log;
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    private LogCapture(Logger log) {
        this.log = log;
    }

    /** Starts to record. */
    public static LogCapture on(String logger) {
        LogCapture capture = new LogCapture(Logger.getLogger(logger));
        capture.log.addHandler(capture);
        return capture;
    }

    /** Returns the messages so far, without their parameters filled in. */
    public List<String> sentences() {
        return records.stream().map(LogRecord::getMessage).toList();
    }

    /** Returns the messages of one level, without their parameters filled in. */
    public List<String> sentences(Level level) {
        return records.stream()
                .filter(entry -> entry.getLevel().equals(level))
                .map(LogRecord::getMessage)
                .toList();
    }

    public void forget() {
        records.clear();
    }

    @Override
    public void publish(LogRecord entry) {
        records.add(entry);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        log.removeHandler(this);
    }
}
