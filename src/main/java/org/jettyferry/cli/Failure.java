package org.jettyferry.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jettyferry.cli.output.JsonPrinter;
import org.jettyferry.cli.terminal.ExitCode;

/**
 * How a command failed: the one form in which every error reaches people and programs.
 *
 * @param exit the exit code
 * @param message what happened and what was kept
 * @param remedy what to do next
 */
record Failure(int exit, String message, String remedy) {
    /** Returns the same failure with its texts masked. */
    Failure masked(UnaryOperator<String> masking) {
        return new Failure(exit, masking.apply(message), masking.apply(remedy));
    }

    /** Prints two lines for people. */
    void print(PrintWriter err) {
        err.println("ferry: " + message);
        err.println(remedy);
        err.flush();
    }

    /** Prints JSON whose only member is {@code error}; no answer of a command has one. */
    void printJson(PrintWriter out) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", ExitCode.jsonName(exit));
        error.put("exit", exit);
        error.put("message", message);
        error.put("remedy", remedy);
        JsonPrinter.print(out, Map.of("error", error));
        out.flush();
    }
}
