package org.jettyferry.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jettyferry.cli.output.JsonPrinter;
import org.jettyferry.cli.terminal.ExitCode;

/**
 * How a command failed.
 *
 * @param exit the exit code
 * @param message what happened and what was kept
 * @param remedy what to do next
 */
record Failure(int exit, String message, String remedy) {
    /** The same, with each text as the masking leaves it. */
    Failure masked(UnaryOperator<String> masking) {
        return new Failure(exit, masking.apply(message), masking.apply(remedy));
    }

    /** For people: two lines. */
    void print(PrintWriter err) {
        err.println("ferry: " + message);
        err.println(remedy);
        err.flush();
    }

    /** For programs: an object that no answer can be confused with. */
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
