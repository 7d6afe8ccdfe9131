using Glia.Doctor.Findings;
using Glia.Doctor.Reference;
using Glia.Doctor.Rules;
using Glia.Programs.Reading;

namespace Glia.Programs.Tests;

/// <summary>What a program's own run says against what stands in its first steps.</summary>
public class OwnRunTests
{
    private static readonly Matrix s_classes = new(20, 1, [.. Enumerable.Range(0, 20).Select(row => (double)(row % 2))]);

    // So far from what is wanted, on the right side of the middle or on the wrong one.
    private static Matrix Outputs(double off, int wrong = 0) =>
        new(20, 1, [.. Enumerable.Range(0, 20).Select(row => (row % 2 == 0) == (row < wrong) ? 1 - off : off)]);

    private static RecordedStep Step(long number, Matrix? outputs, long? steps = 1000, RecordedAnswers? evaluation = null) => new()
    {
        X = new Matrix(20, 3),
        Y = s_classes,
        Layers = [new RecordedLayer { Weights = new Matrix(3, 1), Activation = "sigmoid" }],
        Outputs = outputs,
        Step = number,
        Steps = steps,
        Evaluation = evaluation,
        Sources = new Dictionary<string, Tapes.Statement>(),
    };

    private static Severity[] Judged(params RecordedStep[] steps)
    {
        var examination = new Examination("program.py");
        foreach (Fault fault in (Fault[])[Faults.WeightsTooLarge, Faults.WrongGradient, Faults.WrongMetric])
            examination.Report(fault.Error(Grade.Strong, new Where(), "seen", "do"));
        OwnRun.Of(steps)?.Acquit(examination);
        return [.. examination.Findings.Select(finding => finding.Severity)];
    }

    [Fact]
    public void A_run_that_learned_has_lived_with_what_stands_in_it() =>
        Assert.Equal([Severity.Warning, Severity.Warning, Severity.Error], Judged(Step(0, Outputs(0.5)), Step(900, Outputs(0.05), null)));

    // By the squares of what is missing this is 0.64 of what there is to learn.
    [Fact]
    public void Answers_that_are_right_count_though_they_are_not_sure() =>
        Assert.Equal([Severity.Warning, Severity.Warning, Severity.Error], Judged(Step(0, Outputs(0.5)), Step(900, Outputs(0.3), null)));

    [Fact]
    public void A_run_that_did_not_learn_shows_nothing() =>
        Assert.Equal([Severity.Error, Severity.Error, Severity.Error],
            Judged(Step(0, Outputs(0.5)), Step(900, Outputs(0.3, wrong: 6), null)));

    // With three of ten rows wrong and sure answers a third is learned by the classes.
    [Fact]
    public void A_small_part_of_the_run_that_learned_much_speaks_for_its_start_and_not_for_its_mistakes()
    {
        Assert.Equal([Severity.Warning, Severity.Error, Severity.Error], Judged(Step(0, Outputs(0.5)), Step(100, Outputs(0.1, wrong: 6))));
        Assert.Equal([Severity.Error, Severity.Error, Severity.Error], Judged(Step(0, Outputs(0.5)), Step(500, Outputs(0.1, wrong: 6))));
    }

    [Fact]
    public void Steps_of_one_row_are_judged_by_their_evaluation()
    {
        RecordedStep one = Step(900, null, null);
        Assert.Equal(Severity.Error, Judged(Step(0, null), one)[0]);
        var answers = new RecordedAnswers { X = new Matrix(20, 3), Y = s_classes, Predictions = s_classes };
        Assert.Equal(Severity.Warning, Judged(Step(0, null), one with { Evaluation = answers })[0]);
    }

    // Four rows of sixteen answers may be right by chance.
    [Fact]
    public void A_few_answers_are_luck()
    {
        var few = new Matrix(4, 1, [0, 1, 0, 1]);
        var answers = new RecordedAnswers { X = new Matrix(4, 3), Y = few, Predictions = few };
        Assert.Equal(Severity.Error, Judged(Step(0, null), Step(900, null, null, answers))[0]);
    }

    [Fact]
    public void A_run_that_ends_knowing_nothing_is_never_called_healthy()
    {
        Assert.Equal(Verdict.Unsure, Said(Step(0, null), Step(999, Outputs(0.5))));
        Assert.Equal(Verdict.Healthy, Said(Step(0, null), Step(999, Outputs(0.05))));
        // Who learns late may know nothing halfway.
        Assert.Equal(Verdict.Healthy, Said(Step(0, null), Step(700, Outputs(0.5))));

        static Verdict Said(params RecordedStep[] steps)
        {
            var examination = new Examination("program.py");
            examination.Fine(Faults.WrongGradient, "right");
            OwnRun.Of(steps)!.NeverWithoutAWord(examination);
            return examination.Conclude().Verdict;
        }
    }
}
