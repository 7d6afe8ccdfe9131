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

    private static string Text(Diagnosis diagnosis) => $"{diagnosis.Verdict}\n{string.Join('\n', diagnosis.Findings.Select(finding =>
        $"{finding.Code} {finding.Severity} {finding.Confidence:0.00} [{finding.Where}] {finding.Evidence}"))}";
}
