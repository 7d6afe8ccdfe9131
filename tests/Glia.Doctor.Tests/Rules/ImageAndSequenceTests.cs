using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Initializers;
using Glia.Kernels;
using Glia.Layers;
using Glia.Optimizers;
using Glia.Training;

namespace Glia.Doctor.Tests.Rules;

/// <summary>What the doctor makes of networks whose inputs are images, sequences or words.</summary>
public class ImageAndSequenceTests
{
    private const int WordCount = 40, Said = 10;

    [Fact]
    public void Words_that_are_learned_are_healthy()
    {
        Diagnosis diagnosis = Examined(Sentences(new Adam(0.02f)));
        Assert.Equal(Verdict.Healthy, diagnosis.Verdict);
        Assert.DoesNotContain(diagnosis.Findings, finding => finding.Fault == Faults.InputsNotScaled);
    }

    [Fact]
    public void Words_at_a_rate_too_low_are_related_to_their_labels_all_the_same()
    {
        Diagnosis diagnosis = Examined(Sentences(new SGD(1e-6f)));
        Assert.Equal(Faults.LearningRateTooLow, diagnosis.Findings[0].Fault);
        Assert.DoesNotContain(diagnosis.Findings, finding => finding.Fault == Faults.LabelsShuffledApart);
    }

    [Fact]
    public void Words_with_labels_of_other_sentences_are_told()
    {
        Dataset data = SentenceData();
        Diagnosis diagnosis = Examined(Sentences(new Adam(0.02f), new Dataset(data.Inputs, Shifted(data.Targets, by: 7))));
        Assert.Equal(Faults.LabelsShuffledApart, diagnosis.Findings[0].Fault);
    }

    [Fact]
    public void Letters_that_follow_letters_are_a_table_to_learn_by_heart()
    {
        // Three letters in a row and the next one, every row of it also the test.
        const int letters = 26, steps = 3, rows = letters - steps;
        float[] inputs = [.. Enumerable.Range(0, rows).SelectMany(row => Enumerable.Range(row, steps))
            .Select(letter => letter / (float)letters)];
        Dataset data = Dataset.Classes(inputs, steps, [.. Enumerable.Range(steps, rows)], letters);
        Diagnosis diagnosis = Examined(Made.Subject(data, [new Reshape(steps, 1), new SimpleRNN(32), new Dense(letters, "softmax")],
            "categorical_crossentropy",
            new Adam(0.01f), new FitOptions { Epochs = 200, BatchSize = 1, Test = data }));
        Assert.NotEqual(Verdict.Sick, diagnosis.Verdict);
        Assert.Contains(diagnosis.Findings, finding => finding.Fault == Faults.Leakage && finding.Severity == Severity.Warning);
    }

    [Fact]
    public void A_series_that_grows_evenly_is_followed_by_what_comes_next()
    {
        const int steps = 5, rows = 60;
        float[] inputs = [.. Enumerable.Range(0, rows).SelectMany(row => Enumerable.Range(row, steps)).Select(one => one / 64f)];
        float[] next = [.. Enumerable.Range(steps, rows).Select(one => one / 64f)];
        Dataset data = Dataset.Values(inputs, steps, next);
        Diagnosis diagnosis = Examined(Made.Subject(data, [new Reshape(steps, 1), new LSTM(8), new Dense(1)], "mse", new Adam(0.01f)));
        Assert.DoesNotContain(diagnosis.Errors, finding => finding.Fault == Faults.TargetInsideInputs);
    }

    [Theory]
    [InlineData(0.25, 1, true)]
    [InlineData(0, 1, false)]
    // Rows held back in which the events are plainer are easier, and no label is wrong.
    [InlineData(0, 0.6, false)]
    public void Wrong_labels_of_sequences_are_told_from_rows_that_are_hard(double flipped, double plain, bool wrong)
    {
        FitOptions options = new() { Epochs = 6, Test = Events(300, 0, 1, seed: 2) };
        Layer[] layers = [new Reshape(12, 2), new Conv1D(16, 5, activation: "relu"), new Conv1D(16, 5, activation: "relu"), new Flatten(),
            new Dense(1, "sigmoid")];
        Diagnosis diagnosis =
            Examined(Made.Subject(Events(1200, flipped, plain, seed: 1), layers, "binary_crossentropy", new Adam(0.003f), options));
        Assert.Equal(wrong, diagnosis.Findings.Any(finding => finding.Fault == Faults.NoisyLabels));
        if (wrong) Assert.InRange(diagnosis.Findings[0].Numbers["noise"], 0.15, 0.35);
    }

    // Noise in two channels, and one event in each: which comes first? In some rows the events are so faint that nobody could tell.
    private static Dataset Events(int rows, double flipped, double plain, int seed)
    {
        var random = new System.Random(seed);
        const int steps = 12;
        float[] inputs = [.. Enumerable.Range(0, rows * steps * 2).Select(_ => (float)(0.3 * Made.Normal(random)))];
        var first = new float[rows];
        for (int row = 0; row < rows; row++)
        {
            int one = random.Next(steps - 1), other = random.Next(one + 1, steps), channel = random.Next(2);
            float height = random.NextDouble() < plain ? 2 : 0.2f;
            inputs[((row * steps) + one) * 2 + channel] += height;
            inputs[((row * steps) + other) * 2 + 1 - channel] += height;
            first[row] = random.NextDouble() < flipped ? 1 - channel : channel;
        }
        return Dataset.Values(inputs, steps * 2, first);
    }

    [Fact]
    public void Filters_that_are_dead_from_the_start_are_counted_as_filters()
    {
        Layer[] layers = [new Reshape(12, 12, 1), new Conv2D(8, 3, activation: "relu", biasInitializer: new Constant(-10)), new Flatten(),
            new Dense(5, "softmax")];
        Finding finding = Verdicts.Sick(Made.Subject(Made.Pixels(600, 1 / 255f), layers, "categorical_crossentropy"), Faults.OddBias);
        Assert.StartsWith("All 8 relu units of conv2d are dead", finding.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_in_front_of_a_convolution_are_seen_in_its_sums()
    {
        Layer[] layers = [new Reshape(12, 12, 1), new Conv2D(8, 3, activation: "relu"), new Flatten(), new Dense(5, "softmax")];
        Finding finding = Verdicts.Sick(Made.Subject(Made.Pixels(600, 1), layers, "categorical_crossentropy", new SGD(0.1f)),
            Faults.InputsNotScaled);
        Assert.Equal("conv2d", finding.Where.Layer);
    }

    [Fact]
    public void The_form_of_the_inputs_is_what_the_first_weights_take()
    {
        Assert.Equal(new Shape(12, 12, 1), FormOf(144, new Reshape(12, 12, 1), new Conv2D(4, 3), new Flatten(), new Dense(1)).Shape);
        Assert.Equal(new Shape(144), FormOf(new Shape(12, 12, 1), new Flatten(), new Dense(1)).Shape);
        Assert.Equal(new Shape(6, 2), FormOf(new Shape(6, 2), new LSTM(3), new Dense(1)).Shape);
        InputForm words = FormOf(5, new Embedding(9, 2), new Flatten(), new Dense(1));
        Assert.Equal(9, words.IndexCount);
    }

    [Fact]
    public void Units_of_every_step_and_filters_of_every_place_are_not_narrow()
    {
        var steps = new LSTM(10, returnSequences: true);
        _ = new Network(new Shape(22, 7), steps, new Dense(7, "sigmoid"), new Flatten());
        Assert.False(Built(steps).IsNarrowFor(154));
        var last = new LSTM(10);
        _ = new Network(new Shape(22, 7), last, new Dense(154, "sigmoid"));
        Assert.True(Built(last).IsNarrowFor(154));
    }

    [Theory]
    [InlineData(1, "softmax", true)]
    [InlineData(2, "softmax", false)]
    [InlineData(1, "sigmoid", false)]
    public void A_softmax_over_one_unit_is_constant_at_each_of_several_steps(int units, string activation, bool constant)
    {
        Layer[] layers = [new LSTM(4, returnSequences: true), new Dense(units, activation), new Flatten()];
        var network = new Network(new Shape(8, 1), layers);
        Assert.Equal(constant, OutputHead.Of(new Architecture(layers), network.OutputShape.Size, "mse")!.IsConstant);
    }

    [Fact]
    public void A_recurrent_output_gives_what_its_cells_can()
    {
        Assert.Equal((-1, 1), RangeOf(new SimpleRNN(1)));
        Assert.Equal((0, 1), RangeOf(new GRU(1, activation: "sigmoid")));
        Assert.Equal((-1, 1), RangeOf(new LSTM(1)));
        Assert.Equal((0, double.PositiveInfinity), RangeOf(new SimpleRNN(1, "relu")));

        static (double, double)? RangeOf(Layer layer) => Built(layer).Range;
    }

    [Fact]
    public void Values_beyond_a_recurrent_output_are_named()
    {
        var dice = new System.Random(3);
        float[] x = [.. Enumerable.Range(0, 1200).Select(_ => dice.NextSingle())];
        float[] y = [.. Enumerable.Range(0, 200).Select(row => 6 + (9 * x[(6 * row) + 5]))];
        Layer[] layers = [new Reshape(6, 1), new SimpleRNN(1)];
        Finding finding = Verdicts.Sick(Made.Subject(Dataset.Values(x, 6, y), layers, "mse"), Faults.BoundedRegressionOutput);
        Assert.Contains("the output gives -1 to 1", finding.Evidence, StringComparison.Ordinal);
        Assert.Equal("Put a Dense layer without an activation behind it.", finding.Prescription);
    }

    private static Block Built(Layer layer) => new Architecture([layer]).Blocks[0];

    // How often each of them occurs says next to nothing of the last one.
    [Fact]
    public void Of_few_symbols_at_few_places_it_counts_which_stands_where()
    {
        const int rows = 600, steps = 20;
        var random = new System.Random(6);
        float[] symbols = [.. Enumerable.Range(0, rows * steps).Select(_ => (float)random.Next(3))];
        Dataset data = Dataset.Values(symbols, steps, [.. Enumerable.Range(1, rows).Select(row => symbols[row * steps - 1] == 2 ? 1f : 0)]);
        Diagnosis diagnosis = Examined(Made.Subject(data, [new Embedding(3, 8), new SimpleRNN(8), new Dense(1, "sigmoid")],
            "binary_crossentropy", new SGD(1e-4f)));
        Assert.DoesNotContain(diagnosis.Findings, finding => finding.Fault == Faults.LabelsShuffledApart);
    }

    [Fact]
    public void Sentences_are_compared_by_their_words()
    {
        InputForm words = FormOf(4, new Embedding(3, 2), new Flatten(), new Dense(1));
        var rows = Sample.Of(Dataset.Values([0, 2, 2, 2, 1, 1, 0, 0], 4, [0, 1]), most: 2);
        var (columns, width) = words.AsColumns(rows);
        // How often each occurs, then which of them stands at each place.
        Assert.Equal(3 + 4 * 3, width);
        Assert.Equal([1, 0, 3, /**/ 1, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1], columns[..width]);
        Assert.Equal([2, 2, 0, /**/ 0, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0], columns[width..]);
        InputForm many = FormOf(4, new Embedding(400, 2), new Flatten(), new Dense(1));
        Assert.Equal(400, many.AsColumns(rows).Width);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Images_whose_channels_lie_first_are_told_from_those_whose_lie_last(bool first)
    {
        Layer[] layers = [new Conv2D(4, 3, activation: "relu"), new Flatten(), new Dense(2, "softmax")];
        ExperimentSubject subject = Made.Subject(Spots(first), layers, "categorical_crossentropy");
        if (first) Assert.Contains("as 3x16x16", Verdicts.Suspected(subject, Faults.WrongLayout).Evidence, StringComparison.Ordinal);
        else Verdicts.Healthy(subject);
    }

    [Fact]
    public void A_network_written_for_channels_first_is_told()
    {
        Layer[] layers = [new Reshape(3, 16, 16), new Conv2D(4, 3, padding: "same", activation: "relu"), new Flatten(),
            new Dense(2, "softmax")];
        Finding finding = Verdicts.Suspected(Made.Subject(Spots(channelsFirst: true), layers, "categorical_crossentropy"),
            Faults.WrongLayout);
        Assert.Contains("read as 3x16x16", finding.Evidence, StringComparison.Ordinal);
    }

    // Soft spots of any colour, left or right.
    private static Dataset Spots(bool channelsFirst)
    {
        const int rows = 200, side = 16;
        var random = new System.Random(8);
        var x = new float[rows * side * side * 3];
        var labels = new int[rows];
        for (int row = 0; row < rows; row++)
        {
            labels[row] = random.Next(2);
            double centre = labels[row] == 0 ? 4 : 11, height = 4 + random.Next(8);
            for (int c = 0; c < 3; c++)
            {
                double bright = random.NextDouble();
                for (int pixel = 0; pixel < side * side; pixel++)
                {
                    double far = Math.Pow(pixel / side - height, 2) + Math.Pow(pixel % side - centre, 2);
                    x[row * side * side * 3 + (channelsFirst ? c * side * side + pixel : pixel * 3 + c)] =
                        (float)(bright * Math.Exp(-far / 8));
                }
            }
        }
        return new Dataset(new FloatFeatures(x, new Shape(side, side, 3)), Targets.OneHot(labels, 2));
    }

    private static InputForm FormOf(Shape input, params Layer[] layers) => InputForm.Of(new Network(input, layers, seed: 1));

    private static Diagnosis Examined(ExperimentSubject subject) => Examiner.Examine(subject, Tier.Experiments, Workers.Single).Diagnosis;

    private static ExperimentSubject Sentences(Optimizer optimizer, Dataset? data = null) => Made.Subject(data ?? SentenceData(),
        [new Embedding(WordCount, 8), new GlobalAveragePooling1D(), new Dense(1, "sigmoid")], "binary_crossentropy", optimizer,
        new FitOptions { Epochs = 20, BatchSize = 32 });

    // Every word is good or bad; the label says what prevails.
    private static Dataset SentenceData()
    {
        const int rows = 800;
        var random = new System.Random(2);
        double[] good = [.. Enumerable.Range(0, WordCount).Select(_ => Made.Normal(random))];
        var x = new float[rows * Said];
        var y = new float[rows];
        for (int row = 0; row < rows; row++)
        {
            double sum = 0;
            for (int i = 0; i < Said; i++)
            {
                int word = random.Next(WordCount);
                x[row * Said + i] = word;
                sum += good[word];
            }
            y[row] = sum > 0 ? 1 : 0;
        }
        return Dataset.Values(x, Said, y);
    }

    private static Targets Shifted(Targets targets, int by)
    {
        float[] values = targets.Values.ToArray();
        return new Targets([.. values[by..], .. values[..by]], 1);
    }
}
