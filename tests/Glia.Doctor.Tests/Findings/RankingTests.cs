using System.Text.Json;
using Glia.Doctor.Findings;

namespace Glia.Doctor.Tests.Findings;

public class RankingTests
{
    [Fact]
    public void Every_fault_has_a_code_of_its_own_and_explains_only_what_exists()
    {
        Assert.Equal(Faults.All.Count, Faults.All.Select(fault => fault.Code).Distinct().Count());
        Assert.Equal(103, Faults.All.Count);
        foreach (var fault in Faults.All)
            foreach (string code in fault.Explains.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                Assert.NotNull(Fault.Find("GLIA" + code));
    }

    [Fact]
    public void What_explains_what_has_no_cycles()
    {
        var open = new HashSet<Fault>();
        var done = new HashSet<Fault>();
        foreach (var fault in Faults.All) Visit(fault);

        void Visit(Fault fault)
        {
            if (done.Contains(fault)) return;
            Assert.True(open.Add(fault), $"{fault.Code} explains itself through others");
            foreach (var effect in Faults.All.Where(fault.CanExplain)) Visit(effect);
            done.Add(fault);
        }
    }

    [Fact]
    public void The_certain_is_told_before_the_likely()
    {
        var examination = new Examination("run");
        examination.Report(Faults.InputsNotScaled.Error(Grade.Strong, Where.Everywhere, "The inputs go up to 255."));
        examination.Report(Faults.SoftmaxOverOneUnit.Error(Grade.Certain, Where.Everywhere, "The output is 1 for every row."));
        Assert.Equal(["GLIA024", "GLIA001"], examination.Conclude().Findings.Select(finding => finding.Code));
    }

    [Fact]
    public void A_symptom_is_folded_as_a_note_under_its_cause()
    {
        var examination = new Examination("run");
        examination.Report(Faults.DeadRelu.Error(Grade.Certain, new Where("dense_1"), "All 200 units are zero."));
        examination.Report(Faults.LearningRateTooHigh.Error(Grade.Strong, Where.Everywhere, "40 times too high."));
        var diagnosis = examination.Conclude();
        Assert.Equal(["GLIA065", "GLIAS16"], diagnosis.Findings.Select(finding => finding.Code));
        Assert.Equal(Severity.Note, diagnosis.Findings[1].Severity);
        Assert.Equal(Faults.LearningRateTooHigh, diagnosis.Findings[1].ExplainedBy);
    }

    [Fact]
    public void The_stale_forward_pass_is_told_before_the_true_faults_of_training()
    {
        var examination = new Examination("origin");
        examination.Report(Faults.BinaryLossForClasses.Note(Grade.Certain, Where.Everywhere, "e"));
        examination.Report(Faults.LearningRateTooLow.Error(Grade.Strong, Where.Everywhere, "d"));
        examination.Report(Faults.WeightsTooLarge.Error(Grade.Strong, Where.Everywhere, "c"));
        examination.Report(Faults.WrongReluMask.Error(Grade.Certain, Where.Everywhere, "b"));
        examination.Report(Faults.StaleForwardPass.Error(Grade.Strong, Where.Everywhere, "a"));
        var diagnosis = examination.Conclude();
        Assert.Equal("GLIA075", diagnosis.Findings[0].Code);
        Assert.Equal(Verdict.Sick, diagnosis.Verdict);
        Assert.Equal(4, diagnosis.Errors.Count());
    }

    [Fact]
    public void A_weak_guess_explains_nothing_away()
    {
        var ranked = Ranking.Rank([Faults.DeadRelu.Error(Grade.Certain, Where.Everywhere, "dead"),
            Faults.LearningRateTooHigh.Error(Grade.Weak, Where.Everywhere, "perhaps")]);
        Assert.All(ranked, finding => Assert.Equal(Severity.Error, finding.Severity));
    }

    [Fact]
    public void Warnings_leave_a_subject_healthy_and_an_open_question_makes_the_doctor_unsure()
    {
        var examination = new Examination("x");
        examination.Report(Faults.RegressionLossForClasses.Warning(Grade.Likely, Where.Everywhere, "mse"));
        Assert.Equal(Verdict.Healthy, examination.Conclude().Verdict);
        examination.Undecided(Faults.UpdateAdded, "not decidable");
        Assert.Equal(Verdict.Unsure, examination.Conclude().Verdict);
        Assert.Equal(Verdict.Unsure, new Examination("nothing").Conclude().Verdict);
    }

    [Fact]
    public void The_json_has_the_fields_of_the_design_and_no_number_that_json_lacks()
    {
        var examination = new Examination("trace.npz");
        examination.Report(Faults.NotFinite.Error(Grade.Certain, new Where("layer 2", "w2", Phases.Forward), "NaN in \"w2\".", null,
            ("first", double.NaN), ("count", 3)) with
        {
            Proof = new Proof("rate 1 to 0.1", "loss", [2.3, double.PositiveInfinity], [2.3, 0.1], true),
        });
        examination.Fine(Faults.Leakage, "0 of 10 rows");
        var json = JsonDocument.Parse(examination.Conclude().ToJson()).RootElement;
        Assert.Equal(["subject", "verdict", "happened", "findings", "checks"], json.EnumerateObject().Select(property => property.Name));
        Assert.Equal("sick", json.GetProperty("verdict").GetString());
        var finding = json.GetProperty("findings")[0];
        Assert.Equal(["code", "name", "severity", "grade", "confidence", "where", "evidence", "numbers", "prescription", "change", "proof",
            "exhibits"], finding.EnumerateObject().Select(property => property.Name));
        Assert.Equal(JsonValueKind.Null, finding.GetProperty("numbers").GetProperty("first").ValueKind);
        Assert.Equal("layer 2", finding.GetProperty("where").GetProperty("layer").GetString());
        Assert.Equal("fine", json.GetProperty("checks")[1].GetProperty("outcome").GetString());
    }
}
