package io.inventory4j.examples.replay.plan;

import io.inventory4j.examples.replay.orders.InputException;
import io.inventory4j.examples.replay.orders.Shown;
import io.inventory4j.examples.replay.report.Screen;
import io.inventory4j.live.plan.PlanException;
import io.inventory4j.live.plan.PlanFile;
import io.inventory4j.live.plan.PlanProblem;
import io.inventory4j.live.plan.SalePlan;
import io.inventory4j.live.text.SaleLanguage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;

/** The plan as the CSV file that a merchandiser edits. Times are in UTC, as those of the orders. */
public final class PlanSheet {
    private PlanSheet() {}

    /**
     * Reads the plan of a user. All that is wrong goes to the screen, by row and column.
     *
     * @param file where it is
     * @param sale what the sale is called
     * @param screen where the problems go
     * @return the plan
     * @throws InputException if it cannot be used
     */
    public static SalePlan read(Path file, String sale, Screen screen) throws InputException {
        try {
            SalePlan plan = parse(Files.readAllBytes(file), sale);
            if (plan.lines().stream().noneMatch(line -> line.supply().onHand() > 0)) {
                throw new InputException("--plan " + file + ": has nothing on hand, so there is nothing to sell");
            }
            return plan;
        } catch (NoSuchFileException e) {
            throw new InputException("--plan " + Shown.printable(file.toString()) + ": no such file");
        } catch (IOException e) {
            throw new InputException("--plan " + file + ": cannot be read: " + Shown.reason(e));
        } catch (PlanException e) {
            List<PlanProblem> problems = e.problems();
            problems.forEach(problem -> screen.line("wrong in the plan: " + problem));
            String first =
                    problems.isEmpty() ? "it is no plan" : problems.get(0).toString();
            throw new InputException("--plan " + file + ": " + e.count() + " mistakes; the first: " + first);
        }
    }

    /**
     * Reads a plan.
     *
     * @param sheet as {@link #bytes} makes it
     * @param sale what the sale is called
     * @return the plan
     */
    public static SalePlan parse(byte[] sheet, String sale) {
        return PlanFile.of(sale).zone(ZoneOffset.UTC).read(sheet);
    }

    /**
     * A plan as a file.
     *
     * @param plan any
     * @return UTF-8 with a byte order mark
     */
    public static byte[] bytes(SalePlan plan) {
        return PlanFile.write(plan, SaleLanguage.ENGLISH, ZoneOffset.UTC);
    }

    /**
     * Writes a plan, and reads what is there then.
     *
     * @param sheet the plan
     * @param file where to; what is there is replaced
     * @return the bytes of the file
     * @throws InputException if it cannot be written
     */
    public static byte[] writeAndRead(byte[] sheet, Path file) throws InputException {
        try {
            Files.write(file, sheet);
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new InputException("--plan-out " + file + ": cannot be written: " + Shown.reason(e));
        }
    }
}
