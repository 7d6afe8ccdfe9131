using Glia.Experiments;
using Glia.Models;

namespace Glia.Tables.Tests;

/// <summary>Every table that somebody outside wrote ends in a trained model, or in a sentence with its true cause,
/// and the model takes the same file.</summary>
public class FieldTablesTests
{
    public static TheoryData<string> Files
    {
        get
        {
            // Where the tables are not there, one row says so.
            string[] files = Directory.Exists(Tables.Field) ? Directory.GetFiles(Tables.Field, "*.csv") : ["none"];
            return [.. files.Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_table_is_learned_and_its_model_evaluates_and_predicts_it(string file)
    {
        Assert.SkipUnless(Directory.Exists(Tables.Field), "The tables that others wrote are not here.");
        var data = new ExperimentData { Source = Path.Combine(Tables.Field, file) };
        if (file == "oneclass.csv")
        {
            string sentence = Assert.Throws<GliaException>(() => Tables.Trained(Tables.Source.Open(data, null), data: data)).Message;
            Assert.Contains("are of the class 'x', so there is nothing to tell apart", sentence, StringComparison.Ordinal);
            return;
        }
        LoadedData loaded = Tables.Source.Open(data, null);
        Assert.Equal(3, loaded.Notes.Count(note => note.StartsWith("read ", StringComparison.Ordinal)
            || note.StartsWith("inputs ", StringComparison.Ordinal) || note.StartsWith("targets ", StringComparison.Ordinal)));
        (ExperimentRun run, _) = Tables.Trained(loaded, data: data);
        Model model = Tables.Reloaded(run.ToModel());
        ModelEvaluation evaluation = ModelEvaluation.Of(model, Tables.Source.Open(data, null, model));
        Assert.Equal(loaded.Rows, evaluation.Evaluation.Rows);
        Assert.True(double.IsFinite(evaluation.Evaluation.Loss));
        Assert.Equal(loaded.Rows, ModelPredictions.Of(model, Tables.Source.Open(data, null, model, needsTargets: false).Inputs).Rows);
    }
}
