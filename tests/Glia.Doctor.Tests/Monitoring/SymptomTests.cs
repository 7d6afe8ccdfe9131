using Glia.Doctor.Findings;
using Glia.Doctor.Tests.Rules;
using Glia.Layers;
using Glia.Optimizers;
using Glia.Training;
using Workers = Glia.Kernels.Workers;

namespace Glia.Doctor.Tests.Monitoring;

/// <summary>Symptoms of sick runs are notes, and in the healthy twin checks that were found in order.</summary>
public class SymptomTests
{
    [Fact]
    public void A_run_that_swings_at_its_rate_and_not_at_a_tenth_of_it_oscillates() =>
        Told(Faults.Oscillation, Curve(new Adam(0.5f)), Curve(new Adam(0.01f)));

    [Fact]
    public void A_network_whose_output_is_constant_ignores_its_input() =>
        Told(Faults.IgnoresInput, Rings("softmax"), Rings("sigmoid"));

    [Fact]
    public void A_penalty_that_falls_while_nothing_is_learned_is_a_loss_without_a_metric() =>
        Told(Faults.MetricDoesNotFollowLoss, Penalty(1f), Penalty(1e-5f));

    [Fact]
    public void A_network_that_cannot_learn_ten_rows_says_so_and_its_twin_does() =>
        Told(Faults.CannotOverfit, Rings("softmax"), Rings("sigmoid"));

    [Fact]
    public void Ten_rows_are_no_obstacle_to_a_network_that_only_trains_too_slowly()
    {
        Diagnosis diagnosis = Examiner.Examine(Made.Subject(Made.Blobs(), Made.Dense([16], "relu", 3, "softmax"),
            "categorical_crossentropy", new SGD(1e-6f)), workers: Workers.Single).Diagnosis;
        Assert.Equal(Verdict.Sick, diagnosis.Verdict);
        Assert.Contains(diagnosis.Checks, check => check.Code == Faults.CannotOverfit.Code && check.Outcome == Outcome.Fine
            && check.Measured.Contains("known by heart", StringComparison.Ordinal));
    }

    private static void Told(Fault fault, ExperimentSubject sick, ExperimentSubject healthy)
    {
        Diagnosis bad = Examiner.Examine(sick, workers: Workers.Single).Diagnosis,
            good = Examiner.Examine(healthy, workers: Workers.Single).Diagnosis;
        Assert.True(bad.Findings.Any(finding => finding.Fault == fault), Text(bad));
        Assert.True(good.Verdict == Verdict.Healthy && good.Findings.All(finding => finding.Fault != fault) && good.Checks.Any(check =>
            check.Code == fault.Code && check.Outcome == Outcome.Fine), Text(good));
    }

    private static string Text(Diagnosis diagnosis)
    {
        IEnumerable<string> findings = diagnosis.Findings.Select(finding => $"{finding.Code} {finding.Severity} {finding.Evidence}");
        IEnumerable<string> symptoms = diagnosis.Checks.Where(check => check.Code[4] == 'S')
            .Select(check => $"{check.Code} {check.Outcome} {check.Measured}");
        return $"{diagnosis.Verdict}\n{string.Join('\n', findings)}\n{string.Join('\n', symptoms)}";
    }

    private static ExperimentSubject Curve(Optimizer optimizer) =>
        Made.Subject(Made.Curve(), Made.Dense([32], "relu", 1, "linear"), "mean_squared_error", optimizer, new FitOptions { Epochs = 40 });

    private static ExperimentSubject Rings(string output) => Made.Subject(Made.Circles(600), Made.Dense([16, 16], "relu", 1, output),
        "binary_crossentropy", new Adam(0.01f), new FitOptions { Epochs = 30 });

    private static ExperimentSubject Penalty(float strength) => Made.Subject(Made.Blobs(),
        [new Dense(16, "relu", kernelRegularizer: strength), new Dense(3, "softmax", kernelRegularizer: strength)],
        "categorical_crossentropy", new Adam(0.01f), new FitOptions { Epochs = 20 });
}
