using System.Text.Json.Nodes;
using Glia.Data.Columns;
using Glia.Experiments;
using Glia.Models;

namespace Glia.Tables.Tests;

/// <summary>The tables that <c>Made/make.py</c> writes in the ways people write them: each column is taken for what it is,
/// and the model takes the file again.</summary>
public class MadeTablesTests
{
    private static readonly JsonObject s_truth = JsonNode.Parse(File.ReadAllText(Path.Combine(Tables.Made, "truth.json")))!.AsObject();

    public static TheoryData<string> Files => [.. s_truth.Select(pair => pair.Key)];

    private static (ExperimentData Data, JsonNode Truth) Of(string file)
    {
        JsonNode truth = s_truth[file]!;
        string[]? targets = truth["targets"]?.AsArray().Select(name => name!.GetValue<string>()).ToArray();
        return (new ExperimentData { Source = Path.Combine(Tables.Made, file), Targets = targets }, truth);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_column_is_taken_for_what_it_is(string file)
    {
        (ExperimentData data, JsonNode truth) = Of(file);
        TableColumns columns = Tables.Source.Open(data, null).Columns!;
        IEnumerable<(string, string)> found = columns.Inputs.Select(column => (column.Name, column.Kind))
            .Concat(columns.Targets.Select(target => (target.Name, "target")))
            .Concat(columns.Ignored.Select(name => (name, "out")));
        Assert.Equal(truth["columns"]!.AsObject().Select(pair => (pair.Key, pair.Value!.GetValue<string>())).Order(), found.Order());
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void It_is_learned_evaluated_and_predicted(string file)
    {
        (ExperimentData data, _) = Of(file);
        LoadedData loaded = Tables.Source.Open(data, null);
        (ExperimentRun run, RunSummary summary) = Tables.Trained(loaded, epochs: 30, data);
        Model model = Tables.Reloaded(run.ToModel());
        ModelEvaluation evaluation = ModelEvaluation.Of(model, Tables.Source.Open(data, null, model));
        Assert.Equal(loaded.Rows, evaluation.Evaluation.Rows);
        // Rows without a target, such as a line of units, are no use to learn from and are predicted all the same.
        Assert.InRange(ModelPredictions.Of(model, Tables.Source.Open(data, null, model, needsTargets: false).Inputs).Rows, loaded.Rows,
            loaded.Rows + 1);
        // All of them can be learned: right by more than always guessing the more frequent of two classes that are about even.
        if (summary.ClassNames is not null && loaded.Classes is not null) Assert.InRange(evaluation.Evaluation.Accuracy, 0.8, 1);
    }
}
