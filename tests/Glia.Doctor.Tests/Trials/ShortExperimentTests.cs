using Glia.Doctor.Findings;
using Glia.Kernels;

namespace Glia.Doctor.Tests.Trials;

public class ShortExperimentTests
{
    public static TheoryData<string> Names => [.. Patients.All.Select(patient => patient.Name)];

    [Theory, MemberData(nameof(Names))]
    public void A_present_fault_is_ranked_first(string name)
    {
        var patient = Patients.All.Single(p => p.Name == name);
        Diagnosis diagnosis = Examiner.Examine(patient.Sick(), workers: Workers.Single).Diagnosis;
        Assert.True(diagnosis.Verdict == Verdict.Sick && patient.Expected.Contains(diagnosis.Findings[0].Fault), $"expected {patient.Expected[0].Code} first:\n{Text(diagnosis)}");
    }

    [Theory, MemberData(nameof(Names))]
    public void The_healthy_twin_is_healthy(string name)
    {
        var patient = Patients.All.Single(p => p.Name == name);
        Diagnosis diagnosis = Examiner.Examine(patient.Healthy(), workers: Workers.Single).Diagnosis;
        Assert.True(diagnosis.Verdict == Verdict.Healthy, $"expected healthy:\n{Text(diagnosis)}");
    }

    // One thread makes every run after the probes, in order; several make them beside the probes and beside each other.
    [Theory]
    [InlineData("learning rate too low for SGD", Tier.Experiments)]
    [InlineData("weights too small in a deep network", Tier.Experiments)]
    [InlineData("inputs a thousand times too large", Tier.Run)]
    [InlineData("a class so rare that it is not found", Tier.Experiments)]
    public void The_whole_report_is_the_same_for_any_number_of_threads(string name, Tier upTo)
    {
        var (_, _, sick, healthy) = Patients.All.Single(p => p.Name == name);
        foreach (var subject in new[] { sick, healthy })
            Assert.Equal(Report(subject(), 1), Report(subject(), 3));

        string Report(ExperimentSubject subject, int threads) => Examiner.Examine(subject, upTo, new Workers(threads)).Diagnosis.ToJson();
    }

    private static string Text(Diagnosis diagnosis) => $"{diagnosis.Verdict}\n{string.Join('\n', diagnosis.Findings.Select(finding =>
        $"{finding.Code} {finding.Severity} {finding.Confidence:0.00} [{finding.Where}] {finding.Evidence}"))}";
}
