using System.Text.Json.Nodes;
using Glia.Doctor.Findings;
using Glia.Doctor.Traces;

namespace Glia.Doctor.Tests.Traces;

/// <summary>Steps of programs that people published, recorded, with the truth beside each. They lie beside the project;
/// elsewhere this is skipped.</summary>
public class FieldTraceTests
{
    private static readonly string s_folder =
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../../shared/data/field/traces"));

    public static TheoryData<string> Names => Directory.Exists(s_folder)
        ? [.. Directory.GetFiles(s_folder, "*.npz").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)]
        : ["none"];

    [Theory, MemberData(nameof(Names))]
    public void A_recorded_program_is_answered_as_its_truth_says(string name)
    {
        Assert.SkipUnless(Directory.Exists(s_folder), "the recorded programs are not here");
        JsonNode truth = JsonNode.Parse(File.ReadAllText(Path.Combine(s_folder, name + ".json")))!;
        var diagnosis = TraceDoctor.Examine(Path.Combine(s_folder, name + ".npz"));
        if (truth["healthy"]!.GetValue<bool>())
        {
            Assert.Equal(Verdict.Healthy, diagnosis.Verdict);
            return;
        }
        Assert.Equal(Verdict.Sick, diagnosis.Verdict);
        Assert.Contains(diagnosis.Findings[0].Code, truth["first_ok"]!.AsArray().Select(code => code!.GetValue<string>()));
    }
}
