using Glia.Cli.Screen;
using Glia.Doctor.Findings;

namespace Glia.Cli.Tests;

public class DoctorReportTests
{
    [Fact]
    public void A_report_tells_the_cause_first_its_proof_and_what_it_explains()
    {
        Finding cause = Of("GLIA066").Error(Grade.Strong, new Where(Phase: "update"),
            "With learning rate 1e-7 to 0.001 and nothing else changed, 99 % of 400 rows are right; without, 52 % of 400 rows are right.",
            null, ("learning_rate", 1e-7)) with
        {
            Change = "Adam(learning_rate=0.001)",
            Proof = new Proof("learning rate 1e-7 to 0.001", "training loss", [0.73, 0.73, 0.73, 0.72], [0.72, 0.4, 0.1, 0.04], true)
            {
                Control = "batch of 32: 52 % of 400 rows are right",
            },
        };
        Finding effect = Of("GLIAS03")
            .Note(Grade.Strong, new Where(Phase: "training"), "Loss 0.73 at the first step, 0.72 at the end.") with
        {
            ExplainedBy = cause.Fault,
        };
        Finding[] others =
        [
            Of("GLIA021").Warning(Grade.Likely, new Where("dense"), "dense has no activation."),
            Of("GLIA074").Note(Grade.Strong, Where.Everywhere, "All 600 rows are trained on."),
        ];
        Check fine = new("GLIA024", Outcome.Fine, "The output has 1 unit with sigmoid.");
        Check skipped = new("GLIA013", Outcome.Skipped, "There is no test part.");
        Diagnosis diagnosis = Diagnosed("rings.json", [cause, effect, .. others], fine, skipped) with
        {
            Happened = "After all 570 steps your network answers class 0 for every row and stays at 52 %; a plain network reaches 100 %.",
        };
        Approved.Check("doctor-sick", Text(diagnosis));
        Approved.Check("doctor-sick-verbose", Text(diagnosis, verbose: true));
        string narrow = Text(diagnosis, width: 60);
        Assert.All(narrow.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, 60));
        Approved.Check("doctor-sick-60", narrow);
    }

    [Theory]
    [InlineData(new[] { 0.7, 0.6 }, new[] { 0.7, 0.1 }, false, true, true)]
    [InlineData(new[] { 0.7, 0.1 }, new[] { 0.7, 0.6 }, false, true, false)]      // the broken curve ends lower
    [InlineData(new[] { 0.7, 0.1 }, new[] { 0.7, 0.0999 }, false, true, false)]   // a difference nobody sees
    [InlineData(new[] { 0.7, double.NaN }, new[] { 0.7, 0.6 }, false, true, true)]
    [InlineData(new[] { 0.7, 0.6 }, new[] { 0.7, 0.1 }, false, false, false)]     // other numbers of steps
    [InlineData(new[] { -1.0, -1.0 }, new[] { -1.0, -0.4 }, true, true, false)]   // both worse than guessing
    [InlineData(new[] { -1.0, 0.0 }, new[] { 0.0, 0.9 }, true, true, true)]
    public void A_proof_is_drawn_only_where_its_curves_show_it(double[] before, double[] after, bool skill, bool equalSteps, bool shows)
    {
        var proof = new Proof("this to that", "curve", before, after, Proven: true) { OfSkill = skill, EqualSteps = equalSteps };
        Assert.Equal(shows, proof.Shows);
        Assert.False((proof with { Proven = false }).Shows);
        Diagnosis diagnosis = Diagnosed("x.json", [Of("GLIA066").Error(Grade.Strong, Where.Everywhere, "Seen.") with { Proof = proof }]);
        Assert.Equal(shows, Text(diagnosis).Contains("proof ", StringComparison.Ordinal));
        Assert.Contains("proof ", Text(diagnosis, verbose: true), StringComparison.Ordinal);
    }

    [Fact]
    public void A_healthy_subject_is_healthy_in_the_first_line()
    {
        Diagnosis diagnosis = Diagnosed("mnist", [], new Check("GLIA024", Outcome.Fine, "The output has 10 units with softmax."));
        Approved.Check("doctor-healthy", Text(diagnosis));
    }

    [Fact]
    public void A_run_that_left_the_numbers_is_drawn_with_crosses_and_does_not_flatten_the_other()
    {
        Assert.Equal("▁█×", SmallCurve.Draw([0, 1, double.NaN], 0, 1, 10));
        Assert.Equal("▁▄█", SmallCurve.Draw([0, 0, 0.45, 0.45, 9, 9], 0, 1, 3));
    }

    private static Fault Of(string code) => Fault.Find(code)!;

    private static Diagnosis Diagnosed(string subject, IReadOnlyList<Finding> findings, params Check[] checks) =>
        new(subject, findings, [.. findings.Select(finding => new Check(finding.Code, Outcome.Found, finding.Evidence)), .. checks]);

    private static string Text(Diagnosis diagnosis, bool verbose = false, int width = 100)
    {
        var output = new StringWriter();
        new DoctorReport(Terminal.OfText(output, TextWriter.Null, width).Screen, verbose).Write(diagnosis);
        return output.ToString();
    }
}
