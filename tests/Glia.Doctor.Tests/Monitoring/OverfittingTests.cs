using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Doctor.Tests.Probes;
using Glia.Kernels;
using Glia.Optimizers;
using Glia.Training;

namespace Glia.Doctor.Tests.Monitoring;

public class OverfittingTests
{
    [Theory]
    [InlineData(2.5, true)]
    [InlineData(0.4, false)]
    public void A_watched_run_tells_when_held_back_rows_get_worse_while_training_improves(double spread, bool overfits)
    {
        Dataset all = Made.Blobs(260, 3, 20, spread);
        var options = new FitOptions { Epochs = 60, Validation = all.Slice(60, 200) };
        ExperimentSubject subject = Made.Subject(all.Slice(0, 60), Made.Dense([64], "relu", 3, "softmax"), "categorical_crossentropy", new Adam(0.01f), options);
        Diagnosis diagnosis = Examiner.Examine(subject, Tier.Run, Workers.Single).Diagnosis;
        Assert.Equal(overfits, diagnosis.Findings.Any(finding => finding.Fault == Faults.MissingRegularisation && finding.Severity <= Severity.Warning));
    }
}
