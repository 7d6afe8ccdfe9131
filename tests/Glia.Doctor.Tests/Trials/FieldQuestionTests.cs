using System.Text.Json.Nodes;
using Glia.Doctor.Findings;
using Glia.Experiments;

namespace Glia.Doctor.Tests.Trials;

/// <summary>Questions that people asked in public, as experiments, with the truth beside each. They lie beside the project;
/// elsewhere this is skipped.</summary>
public class FieldQuestionTests
{
    private static readonly string s_folder =
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../../shared/data/field/questions"));

    public static TheoryData<string> Names => Directory.Exists(s_folder)
        ? [.. Directory.GetDirectories(s_folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]
        : ["none"];

    [Theory, MemberData(nameof(Names))]
    public void A_question_is_answered_as_its_truth_says(string name)
    {
        Assert.SkipUnless(Directory.Exists(s_folder), "the questions are not here");
        string folder = Path.Combine(s_folder, name);
        JsonNode truth = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "truth.json")))!;
        Diagnosis diagnosis =
            Examiner.Examine(ExperimentSubject.Of(Experiment.Read(Path.Combine(folder, "experiment.json")), new DataSource())).Diagnosis;
        string[] first = [.. truth["first_ok"]!.AsArray().Select(code => code!.GetValue<string>())];
        if (truth["healthy"]!.GetValue<bool>())
        {
            Assert.Equal(Verdict.Healthy, diagnosis.Verdict);
        }
        else if (first.Length > 0)
        {
            Assert.Equal(Verdict.Sick, diagnosis.Verdict);
            Assert.Contains(diagnosis.Findings[0].Code, first);
        }
        else if (name.StartsWith('q'))
        {
            // The question was why the accuracy of values is so low: the network learns, and the answer is that the figure says nothing.
            Assert.Contains(diagnosis.Findings, finding => finding.Fault == Faults.WrongMetric);
        }
        // What is left are files that were refused though Keras writes them so: they name no fault, and they had only to be read.
    }
}
