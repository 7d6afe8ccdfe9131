namespace Glia.Doctor.Tests.Findings;

/// <summary>The list of rules against the rules that exist.</summary>
public class RuleListTests
{
    [Fact]
    public void No_rule_is_left_out_of_the_list_and_none_stands_in_it_twice()
    {
        var written = typeof(Rule).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(Rule)))
            .Select(type => type.Name);
        Assert.Equal(written.Order(StringComparer.Ordinal), AllRules.List.Select(rule => rule.GetType().Name)
            .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_rule_lies_in_the_folder_of_its_family_and_its_file_is_named_by_code_and_fault()
    {
        string rules = Path.Combine(SourceFolder(), "../../../src/Glia.Doctor/Rules");
        foreach (var rule in AllRules.List)
            Assert.True(File.Exists(Path.Combine(rules, rule.Fault.Family.ToString(), $"{rule.Fault.Code}_{rule.GetType().Name}.cs")),
                rule.GetType().Name);
    }

    private static string SourceFolder([System.Runtime.CompilerServices.CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
