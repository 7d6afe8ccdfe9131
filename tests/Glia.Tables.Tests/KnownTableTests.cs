using Glia.Experiments;
using Glia.Models;

namespace Glia.Tables.Tests;

public class KnownTableTests
{
    private const string Rows = "height,colour,day,kind\n1,red,2024-01-02,a\n2,blue,2024-01-03,b\n3,red,2024-02-04,a\n4,green,2024-02-05," +
        "b\n,blue,2024-03-06,a\n6,green,2024-03-07,b\n";

    private static Model Learned(string text = Rows, ExperimentData? data = null) =>
        Tables.Reloaded(Tables.Trained(Tables.Read(text, data), data: data).Run.ToModel());

    private static float[] Answers(Model model, string text) =>
        [.. Enumerable.Range(0, 1).SelectMany(_ => All(ModelPredictions.Of(model, Tables.Read(text, model, needsTargets: false).Inputs)))];

    private static IEnumerable<float> All(ModelPredictions predictions)
    {
        for (int row = 0; row < predictions.Rows; row++)
            foreach (float value in predictions[row].ToArray()) yield return value;
    }

    [Fact]
    public void Columns_in_another_order_give_the_same_answers()
    {
        Model model = Learned();
        float[] answers = Answers(model, "height,colour,day,kind\n1,red,2024-01-02,a\n");
        Assert.Equal(answers, Answers(model, "kind,day,height,colour\na,2024-01-02,1,red\n"));
        Assert.NotEqual(answers, Answers(model, "height,colour,day\n2,red,2024-01-02\n"));
    }

    [Fact]
    public void The_target_may_stand_anywhere_or_be_left_out()
    {
        Model model = Learned("kind,height,width\na,1,2\nb,3,4\na,2,2\nb,4,4\n",
            new ExperimentData { Source = "t.csv", Targets = ["kind"] });
        float[] answers = Answers(model, "kind,height,width\na,1,2\n");
        Assert.Equal(answers, Answers(model, "height,width\n1,2\n"));
        Assert.Equal(answers, Answers(model, "width,height,kind\n2,1,\n"));
    }

    [Fact]
    public void A_class_that_is_unknown_is_said_with_its_row_from_1()
    {
        Model model = Learned();
        LoadedData data = Tables.Read("height,colour,day,kind\n1,red,2024-01-02,a\n2,red,2024-01-02,c\n", model);
        Assert.Equal("Row 2 of the data has the class 'c', which the network does not know; its classes are a, b.",
            Assert.Throws<GliaException>(() => ModelEvaluation.Of(model, data)).Message);
    }

    [Fact]
    public void What_is_missing_is_said_all_at_once()
    {
        string sentence = Assert.Throws<GliaException>(() => Answers(Learned(), "size,kind\n1,a\n")).Message;
        Assert.Equal("t.csv has no columns 'height', 'colour' and 'day', which the network takes as inputs; it has size and kind.",
            sentence);
    }

    [Fact]
    public void What_is_new_is_left_out_and_said()
    {
        LoadedData data = Tables.Read("height,weight,colour,day,kind\n1,70,red,2024-01-02,a\n", Learned());
        Assert.Contains(data.Notes, note =>
            note.Contains("t.csv has weight, which the network does not know; left out", StringComparison.Ordinal));
    }

    [Fact]
    public void A_column_of_another_kind_is_refused_with_its_place()
    {
        string sentence = Assert.Throws<GliaException>(() => Answers(Learned(), "height,colour,day\ntall,red,2024-01-02\n")).Message;
        Assert.Equal("t.csv: column 1 ('height') should hold numbers, and 'tall' in line 2 is none (1 of 1 field).", sentence);
    }

    [Fact]
    public void A_category_that_the_training_data_do_not_have_is_none_of_theirs_and_said()
    {
        LoadedData data = Tables.Read("height,colour,day,kind\n1,pink,2024-01-02,a\n", Learned());
        Assert.Equal([0f, 0f, 0f], Tables.Values(data)[2..5]);
        Assert.Contains(data.Notes, note => note.Contains("1 field has values that the training data do not have, read as none of theirs " +
            "('pink')", StringComparison.Ordinal));
    }

    [Fact]
    public void Evaluation_without_the_target_says_which_column_it_lacks()
    {
        Model model = Learned();
        string sentence = Assert.Throws<GliaException>(() =>
            ModelEvaluation.Of(model, Tables.Read("height,colour,day\n1,red,2024-01-02\n", model))).Message;
        Assert.StartsWith("The data have no column 'kind', which the network learned", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_without_a_target_are_predicted_and_not_evaluated()
    {
        Model model = Learned();
        const string text = "height,colour,day,kind\n1,red,2024-01-02,a\n2,red,2024-01-02,\n";
        Assert.Equal(1, Tables.Read(text, model).Rows);
        Assert.Equal(2, Tables.Read(text, model, needsTargets: false).Rows);
    }

    [Fact]
    public void Several_targets_are_found_by_their_names()
    {
        var data = new ExperimentData { Source = "t.csv", Targets = ["red", "blue"] };
        Model model = Learned("red,x,blue\nyes,1,no\nno,2,yes\nyes,3,no\nno,4,yes\n", data);
        Assert.Equal([0f, 1f], Tables.Read("x,blue,red\n1,yes,no\n", model).Numbers!.Values.ToArray());
    }

    [Fact]
    public void Columns_without_names_are_known_by_their_places()
    {
        Model model = Learned("a,1,5\nb,2,6\na,3,5\nb,4,7\n", new ExperimentData { Source = "t.csv", Targets = ["1"] });
        Assert.Equal([1f, 5f], Tables.Values(Tables.Read("a,1,5\n", model)));
        Assert.Equal([1f, 5f], Tables.Values(Tables.Read("1,5\n", model, needsTargets: false)));
    }

    [Fact]
    public void The_same_column_may_be_written_otherwise()
    {
        Model model = Learned("x;y\n1.5;a\n2.25;b\n3.5;a\n4.5;b\n");
        Assert.Equal([2.25f, 1234.5f], Tables.Values(Tables.Read("x;y\n2,25;a\n1.234,5;b\n", model)));
    }

    [Fact]
    public void A_validation_part_in_another_table_has_the_columns_of_the_first()
    {
        string folder = Directory.CreateTempSubdirectory("glia-tables-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "a.csv"),
                string.Concat(Enumerable.Repeat(Rows[(Rows.IndexOf('\n') + 1)..], 4).Prepend("height,colour,day,kind\n")));
            File.WriteAllText(Path.Combine(folder, "b.csv"), "kind,day,colour,height\nb,2024-01-02,pink,\na,2024-01-03,red,7\n");
            Experiment experiment = Experiment.Parse("e.json", """
                {"data": {"source": "a.csv"}, "network": [{"class_name": "Dense", "units": 2, "activation": "softmax"}],
                 "training": {"loss": "categorical_crossentropy", "validation_data": "b.csv"}}
                """) with { Folder = folder };
            PreparedData data = PreparedData.Prepare(experiment, Tables.Source.Open(experiment), 2);
            var row = new float[data.Validation!.Inputs.Shape.Size];
            data.Validation.Inputs.Gather([0], row);
            // The mean of the training rows for the height, the sign of a gap, and none of the three colours.
            Assert.Equal([3.2f, 1, 0, 0, 0, 2024, 1, 2, 2], row);
            Assert.Equal((24, 2), (data.Training.Rows, data.Validation.Rows));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_program_gives_rows_by_name()
    {
        Model model = Learned();
        Data.Features rows = model.Preprocessing!.Apply(["day", "colour", "height"], [["2024-01-02", "red", "1"]]);
        var answer = new float[2];
        var sample = new float[model.Network.InputShape.Size];
        rows.Gather([0], sample);
        model.Network.Predict(sample, answer);
        Assert.Equal(Answers(model, "height,colour,day\n1,red,2024-01-02\n"), answer);
    }
}
