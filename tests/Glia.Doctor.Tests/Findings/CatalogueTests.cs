using System.Reflection;
using System.Text.RegularExpressions;
using Glia.Doctor.Findings;

namespace Glia.Doctor.Tests.Findings;

/// <summary>
/// The catalogue against what the doctor can say: each fault in it has a place that reports it, mends it or leaves it as an open question.
/// </summary>
public class CatalogueTests
{
    // These say that it is absent or was not looked for, or ask whether it was reported.
    private const string SaysNothing = @"(?<!((\b(Fine|Skipped|TakeBack|Soften|Promote|Withdraw|Has)|Rule)\(|[!=]= ))";

    [Fact]
    public void Somebody_can_say_every_fault()
    {
        string[] sources = [.. SourceCode.Files().Select(SourceCode.WithoutComments)];
        var silent = typeof(Faults).GetProperties(BindingFlags.NonPublic | BindingFlags.Static)
            .Where(property => property.PropertyType == typeof(Fault))
            .Where(property => !YieldsIt(property.Name, sources) && !sources.Any(source => Names(source, property.Name)))
            .Select(property => property.Name);
        Assert.Empty(silent);
    }

    [Theory]
    [InlineData("examination.Report(Faults.DeadRelu.Error(grade, where, evidence));", true)]
    [InlineData("examination.Undecided(Faults.DeadRelu, why);", true)]
    [InlineData("examination.Fine(Faults.DeadRelu, measured);", false)]
    [InlineData("if (fault == Faults.DeadRelu || fault == Faults.DeadReluElsewhere) return;", false)]
    [InlineData("internal sealed class DeadRelu() : SignalRule(Faults.DeadRelu)", false)]
    public void What_names_a_fault_need_not_say_it(string source, bool says) => Assert.Equal(says, Names(source, "DeadRelu"));

    private static bool Names(string source, string fault) => Regex.IsMatch(source, $@"{SaysNothing}\bFaults\.{fault}\b");

    // A rule calls its own fault Fault; it stands in one file with it.
    private static bool YieldsIt(string fault, string[] sources) => sources.Any(source =>
        Regex.IsMatch(source, $@"Rule\(Faults\.{fault}\)") && Regex.IsMatch(source, @"\b(Fault\.(Error|Warning|Note)|Seen)\("));
}
