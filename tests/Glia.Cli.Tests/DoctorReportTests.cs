using Glia.Cli.Screen;
using Glia.Doctor.Findings;

namespace Glia.Cli.Tests;

public class DoctorReportTests
{
    [Fact]
    public void A_report_tells_the_cause_first_its_proof_and_what_it_explains()
    {
        var examination = new Examination("rings.json");
        examination.Report(Faults.LearningRateTooLow.Error(0.93, new Where(Phase: Phases.Update),
            "After 570 of 570 planned steps 52 % of 400 rows are right; always saying the most frequent class gives 50 %, a plain network 100 %.", null, ("learning_rate", 1e-7)) with
        {
            Proof = new Proof("learning rate 1E-07 to 0.001", "training loss", [0.73, 0.73, 0.73, 0.72], [0.72, 0.4, 0.1, 0.04], true),
        });
        examination.Report(Faults.NoHiddenNonlinearity.Warning(0.7, new Where("dense"), "dense has no activation."));
        examination.Report(Faults.LossConstant.Note(0.9, new Where(Phase: Phases.Training), "Loss 0.73 at the first step, 0.72 at the end."));
        examination.Report(Faults.NoValidation.Note(0.9, Where.Everywhere, "All 600 rows are trained on."));
        examination.Fine(Faults.SoftmaxOverOneUnit, "The output has 1 unit with sigmoid.");
        examination.Skipped(Faults.Leakage, "There is no test part.");
        Approved.Check("doctor-sick", Text(examination.Conclude()));
    }

    [Fact]
    public void A_healthy_subject_is_healthy_in_the_first_line()
    {
        var examination = new Examination("mnist");
        examination.Fine(Faults.SoftmaxOverOneUnit, "The output has 10 units with softmax.");
        Approved.Check("doctor-healthy", Text(examination.Conclude()));
    }

    [Fact]
    public void A_run_that_left_the_numbers_is_drawn_with_crosses_and_does_not_flatten_the_other()
    {
        Assert.Equal("▁█×", SmallCurve.Draw([0, 1, double.NaN], 0, 1, 10));
        Assert.Equal("▁▄█", SmallCurve.Draw([0, 0, 0.45, 0.45, 9, 9], 0, 1, 3));
    }

    private static string Text(Diagnosis diagnosis)
    {
        var output = new StringWriter();
        DoctorReport.Write(Terminal.OfText(output, TextWriter.Null).Screen, diagnosis);
        return output.ToString();
    }
}
