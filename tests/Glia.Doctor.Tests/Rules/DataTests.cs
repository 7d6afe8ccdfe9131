using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Doctor.Tests.EveryFault;
using Glia.Experiments;
using Glia.Layers;
using Glia.Training;

namespace Glia.Doctor.Tests.Rules;

public class DataTests
{
    private static ExperimentSubject On(Dataset train, Dataset? test = null, Dataset? validation = null, bool shuffle = true) =>
        Made.Subject(train, Made.Dense([16], "relu", train.Targets.Width, "softmax"), "categorical_crossentropy",
            options: new FitOptions { Epochs = 20, Shuffle = shuffle, Test = test, Validation = validation });

    [Fact]
    public void Blobs_with_a_test_part_are_healthy() => Verdicts.Healthy(On(Made.Blobs(), Made.Blobs(rows: 200, seed: 2)));

    [Fact]
    public void An_examination_that_nobody_waits_for_ends()
    {
        using var gone = new CancellationTokenSource();
        gone.CancelAfter(50);
        ExperimentSubject subject = On(Made.Blobs(rows: 20_000), Made.Blobs(rows: 200, seed: 2));
        Assert.ThrowsAny<OperationCanceledException>(() =>
            Doctor.Examine(subject, new ExaminationOptions { CancellationToken = gone.Token }));
    }

    [Fact]
    public void A_single_NaN_is_named_with_row_and_column()
    {
        float[] inputs = Made.BlobInputs(600, 3, 2, 0.5);
        inputs[2 * 417 + 1] = float.NaN;
        Finding finding = Verdicts.Sick(On(Dataset.Classes(inputs, 2, Made.BlobLabels(600, 3))), Faults.NotFiniteData);
        Assert.Equal(417, finding.Numbers["first_row"]);
        Assert.Equal(1, finding.Numbers["first_column"]);
    }

    [Fact]
    public void An_infinite_target_is_named()
    {
        float[] targets = Made.Curve().Targets.Values.ToArray();
        targets[5] = float.PositiveInfinity;
        Verdicts.Sick(Made.Subject(new Dataset(Made.Curve().Inputs, new Targets(targets)), Made.Dense([16], "relu", 1, "linear"), "mse"),
            Faults.NotFiniteData);
    }

    [Fact]
    public void One_constant_feature_is_a_remark_and_nothing_but_constants_an_error()
    {
        float[] inputs = Made.BlobInputs(600, 3, 3, 0.5);
        for (int i = 2; i < inputs.Length; i += 3) inputs[i] = 7;
        Verdicts.Healthy(On(Dataset.Classes(inputs, 3, Made.BlobLabels(600, 3))), Faults.DeadFeature);
        Array.Fill(inputs, 7);
        Assert.Contains(ExperimentExaminer.Examine(On(Dataset.Classes(inputs, 3, Made.BlobLabels(600, 3)))).Errors, finding =>
            finding.Fault == Faults.DeadFeature);
    }

    // An autoencoder of equal rows: its outputs cannot reach the targets, and that its inputs do not differ takes nothing from it.
    [Fact]
    public void Constant_inputs_are_no_cause_where_the_targets_are_all_the_same()
    {
        float[] rows = [.. Enumerable.Range(0, 27).Select(i => 1f + (i % 3))];
        var data = new Dataset(new FloatFeatures(rows, 3), new Targets(rows, 3));
        Finding first = Verdicts.Sick(Made.Subject(data, Made.Dense([2], "sigmoid", 3, "sigmoid"), "mse"), Faults.BoundedRegressionOutput);
        Assert.Equal(Faults.BoundedRegressionOutput, first.Fault);
    }

    [Theory]
    [InlineData(1, 255f)]
    [InlineData(2, 255f)]
    [InlineData(3, 0.01f)]
    public void A_test_part_on_another_scale_is_named(int seed, float factor)
    {
        float[] test = Made.BlobInputs(200, 3, 2, 0.5, seed);
        for (int i = 0; i < test.Length; i++) test[i] *= factor;
        Verdicts.Sick(On(Made.Blobs(), Dataset.Classes(test, 2, Made.BlobLabels(200, 3, seed))), Faults.SplitsScaledDifferently);
    }

    [Fact]
    public void A_standardised_training_part_beside_a_raw_test_part_is_named_and_one_scaled_alike_is_not()
    {
        float[] train = Made.BlobInputs(600, 3, 2, 0.5), test = Made.BlobInputs(200, 3, 2, 0.5, 2);
        float[] raw = Array.ConvertAll(test, x => x * 1.4f + 6);
        Verdicts.Healthy(On(Dataset.Classes(Scaled(train), 2, Made.BlobLabels(600, 3)),
            Dataset.Classes(Scaled(test), 2, Made.BlobLabels(200, 3, 2))));
        Verdicts.Sick(On(Dataset.Classes(Scaled(train), 2, Made.BlobLabels(600, 3)), Dataset.Classes(raw, 2, Made.BlobLabels(200, 3, 2))),
            Faults.SplitsScaledDifferently);

        static float[] Scaled(float[] x) => Array.ConvertAll(x, value => value / 1.5f);
    }

    // Nearly any five rows are within three standard errors of mean 0 and deviation 1, and nobody standardised these.
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Five_training_rows_are_not_taken_for_standardised_ones(int seed)
    {
        // Between 0 and 1; the five lie closer together, as rows at the beginning of a file do.
        static float[] Near(float[] x, float width) => Array.ConvertAll(x, value => 0.5f + width * value);
        Dataset train = Dataset.Classes(Near(Made.BlobInputs(5, 3, 2, 0.5, seed), 0.05f), 2, Made.BlobLabels(5, 3, seed), 3),
            test = Dataset.Classes(Near(Made.BlobInputs(200, 3, 2, 0.5), 0.12f), 2, Made.BlobLabels(200, 3));
        Diagnosis diagnosis = ExperimentExaminer.Examine(On(train, test));
        Assert.Equal("GLIA016", Assert.Single(diagnosis.Errors).Code);
    }

    // The mean of thirty standardised rows is off by a fifth now and then.
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_small_standardised_test_part_beside_a_raw_training_part_is_named(int seed)
    {
        float[] raw = Array.ConvertAll(Made.BlobInputs(600, 3, 2, 0.5), x => x * 1.4f + 6);
        float[] test = Array.ConvertAll(Made.BlobInputs(30, 3, 2, 0.5, seed), x => x / 1.5f);
        Verdicts.Sick(On(Dataset.Classes(raw, 2, Made.BlobLabels(600, 3)), Dataset.Classes(test, 2, Made.BlobLabels(30, 3, seed))),
            Faults.SplitsScaledDifferently);
    }

    [Fact]
    public void Parts_standardised_each_by_itself_are_a_warning()
    {
        ExperimentSubject subject = On(Standardised(Made.BlobInputs(600, 3, 2, 0.5), 600, 1),
            Standardised(Made.BlobInputs(200, 3, 2, 0.5, 2), 200, 2));
        Verdicts.Suspected(subject, Faults.SplitsScaledDifferently);

        static Dataset Standardised(float[] x, int rows, int seed)
        {
            for (int j = 0; j < 2; j++)
            {
                double[] column = [.. Enumerable.Range(0, rows).Select(i => (double)x[2 * i + j])];
                double mean = column.Average(), deviation = Math.Sqrt(column.Average(v => (v - mean) * (v - mean)));
                for (int i = 0; i < rows; i++) x[2 * i + j] = (float)((x[2 * i + j] - mean) / deviation);
            }
            return Dataset.Classes(x, 2, Made.BlobLabels(rows, 3, seed), 3);
        }
    }

    [Theory]
    [InlineData(255)]
    [InlineData(100)]
    [InlineData(12)]
    [InlineData(7)]
    public void Labels_divided_by_a_number_are_named_with_it(int divisor)
    {
        float[] labels = [.. Made.BlobLabels(600, 10).Select(label => label / (float)divisor)];
        ExperimentSubject subject = Made.Subject(new Dataset(new FloatFeatures(Made.BlobInputs(600, 10, 2, 0.2), 2), new Targets(labels)),
            Made.Dense([16], "relu", 10, "softmax"), "sparse_categorical_crossentropy");
        Assert.Equal(divisor, Verdicts.Sick(subject, Faults.LabelsCorrupted).Numbers["divisor"]);
    }

    [Fact]
    public void Fractions_as_fine_as_measurements_and_whole_numbers_were_not_divided()
    {
        Assert.Null(DividedLabels.Divisor([.. Enumerable.Range(0, 600).Select(i => i / 600f)]));
        Assert.Null(DividedLabels.Divisor([.. Enumerable.Range(0, 600).Select(i => MathF.Sqrt(i))]));
        Assert.Null(DividedLabels.Divisor([0, 3, 7]));
    }

    [Fact]
    public void Labels_that_all_became_zero_are_named() =>
        Verdicts.Sick(Made.Subject(new Dataset(Made.Blobs().Inputs, new Targets(new float[600])), Made.Dense([16], "relu", 3, "softmax"),
            "sparse_categorical_crossentropy"), Faults.LabelsCorrupted);

    [Fact]
    public void Pixel_targets_divided_by_255_are_no_labels()
    {
        Dataset images = Made.Curve(width: 6);
        float[] pixels =
            [.. images.Inputs is FloatFeatures f ? f.Values.ToArray().Select(v => MathF.Round(Math.Clamp(v, -2, 2) * 60 + 127) / 255) : []];
        Verdicts.Healthy(Made.Subject(Dataset.Values(pixels, 6, pixels[..], 6), Made.Dense([16], "relu", 6, "sigmoid"), "mse"),
            Faults.TargetInsideInputs);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Shuffled_labels_are_named(int seed)
    {
        int[] labels = Made.BlobLabels(600, 3);
        new System.Random(seed).Shuffle(labels);
        Verdicts.Sick(On(Dataset.Classes(Made.BlobInputs(600, 3, 2, 0.5), 2, labels)), Faults.LabelsShuffledApart);
    }

    [Fact]
    public void Shuffled_values_are_named()
    {
        float[] targets = Made.Curve().Targets.Values.ToArray();
        new System.Random(1).Shuffle(targets);
        Verdicts.Sick(Made.Subject(new Dataset(Made.Curve().Inputs, new Targets(targets)), Made.Dense([16], "relu", 1, "linear"), "mse"),
            Faults.LabelsShuffledApart);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_weak_but_real_relation_is_no_shuffle(int seed)
    {
        // Accuracy 60 % where guessing gives 50 %.
        var random = new System.Random(seed);
        float[] inputs = [.. Enumerable.Range(0, 1500 * 4).Select(_ => (float)Made.Normal(random))];
        float[] targets = [.. Enumerable.Range(0, 1500).Select(row => random.NextDouble() < (inputs[4 * row] > 0 ? 0.6 : 0.4) ? 1f : 0f)];
        Verdicts.Healthy(Made.Subject(Dataset.Values(inputs, 4, targets), Made.Dense([16], "relu", 1, "sigmoid"), "binary_crossentropy"));
    }

    [Fact]
    public void Parity_is_hard_but_no_shuffle()
    {
        var inputs = new float[256 * 8];
        var targets = new float[256];
        for (int row = 0; row < 256; row++)
            for (int bit = 0; bit < 8; bit++)
            {
                inputs[row * 8 + bit] = (row >> bit) & 1;
                targets[row] = ((int)targets[row] + ((row >> bit) & 1)) % 2;
            }
        Verdicts.Healthy(Made.Subject(Dataset.Values(inputs, 8, targets), Made.Dense([32], "tanh", 1, "sigmoid"), "binary_crossentropy"));
    }

    [Fact]
    public void Forty_percent_random_labels_are_noise_and_overlapping_classes_are_not()
    {
        var random = new System.Random(1);
        int[] labels = Made.BlobLabels(1500, 6);
        for (int i = 0; i < labels.Length; i++)
            if (random.NextDouble() < 0.4) labels[i] = random.Next(6);
        Finding finding = Verdicts.Sick(On(Dataset.Classes(Made.BlobInputs(1500, 6, 2, 0.3), 2, labels)), Faults.NoisyLabels);
        Assert.InRange(finding.Numbers["noise"], 0.25, 0.42);
        Verdicts.Healthy(On(Made.Blobs(rows: 1500, classes: 6, spread: 1.2)));
        // Marks from 0 to 10 that nobody can tell exactly: each is taken for several others, its neighbours.
        double[] mood = [.. Enumerable.Range(0, 1500).Select(_ => Made.Normal(random))];
        float[] answers = [.. mood.SelectMany(felt =>
            Enumerable.Range(0, 6).Select(_ => (float)Math.Clamp(Math.Round(3 + felt + 0.7 * Made.Normal(random)), 1, 5)))];
        int[] marks = [.. mood.Select(felt => (int)Math.Clamp(Math.Round(5 + 2 * felt + Made.Normal(random)), 0, 10))];
        Verdicts.Healthy(On(Dataset.Classes(answers, 6, marks)), Faults.ContradictoryLabels, Faults.ClassImbalance);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Wrong_training_labels_of_any_number_of_classes_are_seen_beside_right_test_labels(int classes)
    {
        var random = new System.Random(5);
        int[] labels = Made.BlobLabels(800, classes);
        for (int i = 0; i < labels.Length; i++)
            if (random.NextDouble() < 0.4) labels[i] = random.Next(classes);
        Dataset test = Made.Blobs(rows: 300, classes: classes, seed: 2);
        Finding finding = Verdicts.Sick(On(Dataset.Classes(Made.BlobInputs(800, classes, 2, 0.5), 2, labels, classes), test),
            Faults.NoisyLabels);
        Assert.InRange(finding.Numbers["noise"], 0.12, 0.42);
        Verdicts.Healthy(On(Made.Blobs(rows: 800, classes: classes, spread: 1.5),
            Made.Blobs(rows: 300, classes: classes, spread: 1.5, seed: 2)));
    }

    [Fact]
    public void Three_spirals_are_winding_and_not_noisy()
    {
        var random = new System.Random(3);
        int[] labels = [.. Enumerable.Range(0, 300).Select(i => i % 3)];
        float[] inputs = [.. Enumerable.Range(0, 300).SelectMany(i =>
        {
            double r = (i + 1) / 300.0, turn = 2 * Math.PI * (i % 3) / 3 + 5 * r + 0.15 * Made.Normal(random);
            return new[] { (float)(r * Math.Sin(turn)), (float)(r * Math.Cos(turn)) };
        })];
        Verdicts.Healthy(On(Dataset.Classes(inputs, 2, labels)));
    }

    [Fact]
    public void One_hot_targets_with_room_for_more_classes_than_occur_were_cut_down_unless_classes_were_left_out_on_purpose()
    {
        int[] labels = Made.BlobLabels(800, 5);
        float[] inputs = Made.BlobInputs(800, 5, 2, 0.3);
        Verdicts.Sick(On(Dataset.Classes(inputs, 2, Array.ConvertAll(labels, label => Math.Min(1, label)), 5)), Faults.LabelsCorrupted);
        Verdicts.Healthy(On(Dataset.Classes(inputs, 2, labels, 5)));
        Verdicts.Suspected(On(Dataset.Classes(inputs, 2, Array.ConvertAll(labels, label => 2 * label), 10)), Faults.LabelsCorrupted);
    }

    [Fact]
    public void Classes_of_a_few_rows_beside_one_of_hundreds_cannot_be_learned()
    {
        int[] labels = [.. Enumerable.Range(0, 600).Select(i => i % 300 == 0 ? 1 : i % 200 == 1 ? 2 : 0)];
        Assert.Equal(2,
            Verdicts.Sick(On(Dataset.Classes(Made.BlobInputs(600, 3, 2, 0.5), 2, labels)), Faults.ClassImbalance).Numbers["rarest"]);
    }

    [Fact]
    public void Classes_that_are_rare_in_training_only_are_imbalance_and_not_a_sorted_file()
    {
        Dataset blobs = Made.Blobs(rows: 1200), test = Made.Blobs(rows: 300, seed: 2);
        int[] labels = Made.BlobLabels(1200, 3);
        Dataset uneven = blobs.Select([.. Enumerable.Range(0, 1200).Where(row => labels[row] == 0 || row % 40 == 0)]);
        Verdicts.Sick(On(uneven, test), Faults.ClassImbalance);
        Verdicts.Healthy(On(blobs, test));
    }

    [Fact]
    public void Classes_that_are_rare_in_training_only_are_seen_in_data_alone()
    {
        int[] labels = Made.BlobLabels(1200, 3);
        Dataset uneven = Made.Blobs(rows: 1200).Select([.. Enumerable.Range(0, 1200).Where(row => labels[row] == 0 || row % 40 == 0)]);
        Dataset all = Rows.Joined(uneven, Made.Blobs(rows: 300, seed: 2));
        LoadedData loaded = LoadedData.OfNumbers(all.Inputs, all.Targets) with { StandardTestRows = 300 };
        Assert.Contains(DataExaminer.Examine("rows.npz", loaded).Errors, finding => finding.Fault == Faults.ClassImbalance);
    }

    [Fact]
    public void Imbalance_is_told_as_the_accuracy_of_guessing_and_is_no_error()
    {
        int[] labels = [.. Enumerable.Range(0, 600).Select(i => i % 20 == 0 ? 1 : 0)];
        float[] inputs = Made.BlobInputs(600, 3, 2, 0.5);
        for (int i = 0; i < 600; i++) inputs[2 * i] = labels[i] * 2 + inputs[2 * i] * 0.1f;
        Diagnosis diagnosis = Verdicts.Healthy(On(Dataset.Classes(inputs, 2, labels)), Faults.ClassImbalance);
        Assert.Equal(0.95, diagnosis.Findings.Single(finding => finding.Fault == Faults.ClassImbalance).Numbers["majority_accuracy"], 3);
    }

    [Fact]
    public void Sorted_rows_are_named_only_where_they_are_fed_in_that_order()
    {
        Dataset blobs = Made.Blobs(rows: 1200);
        Dataset sorted = blobs.Select([.. Enumerable.Range(0, 1200).OrderBy(row => Made.BlobLabels(1200, 3)[row])]);
        Verdicts.Sick(On(sorted, shuffle: false), Faults.SortedWithoutShuffle);
        Verdicts.Healthy(On(sorted));
        Verdicts.Healthy(On(blobs, shuffle: false));
    }

    [Fact]
    public void A_tail_cut_off_a_sorted_file_holds_classes_that_training_never_sees()
    {
        Dataset blobs = Made.Blobs(rows: 1200);
        Dataset sorted = blobs.Select([.. Enumerable.Range(0, 1200).OrderBy(row => Made.BlobLabels(1200, 3)[row])]);
        Verdicts.Sick(On(sorted.Slice(0, 800), validation: sorted.Slice(800, 400)), Faults.SortedWithoutShuffle);
        Verdicts.Healthy(On(blobs.Slice(0, 800), validation: blobs.Slice(800, 400)));
    }

    [Fact]
    public void Rows_of_a_table_of_categories_that_coincide_by_chance_are_no_leak()
    {
        // Five columns of six or seven categories: some 14,000 different rows, of which 900 are training rows.
        for (int seed = 1; seed <= 30; seed++)
        {
            var random = new System.Random(seed);
            float[] x = [.. Enumerable.Range(0, 1125 * 5).Select(i => (float)random.Next(i % 5 < 2 ? 6 : 7))];
            float[] y = [.. Enumerable.Range(0, 1125).Select(i => x[i * 5] + x[i * 5 + 1] > 5 ? 1f : 0)];
            var table = new Dataset(new FloatFeatures(x, 5), new Targets(y));
            Assert.DoesNotContain(ExperimentExaminer.Examine(On(table.Slice(0, 900), validation: table.Slice(900, 225)),
                Tier.Data).Findings, finding => finding.Fault == Faults.Leakage);
        }
    }

    [Fact]
    public void Test_rows_that_are_training_rows_are_a_leak()
    {
        Dataset blobs = Made.Blobs();
        Assert.Equal(0.5, Verdicts.Sick(On(blobs, test: blobs.Slice(0, 100) is var first ? Joined(first, Made.Blobs(rows: 100, seed: 2))
            : blobs), Faults.Leakage).Numbers["share"], 3);

        static Dataset Joined(Dataset a, Dataset b)
        {
            var inputs = new float[(a.Rows + b.Rows) * 2];
            a.Inputs.Gather([.. Enumerable.Range(0, a.Rows)], inputs.AsSpan(0, a.Rows * 2));
            b.Inputs.Gather([.. Enumerable.Range(0, b.Rows)], inputs.AsSpan(a.Rows * 2));
            return new Dataset(new FloatFeatures(inputs, 2), new Targets([.. a.Targets.Values, .. b.Targets.Values], 3));
        }
    }

    [Fact]
    public void A_truth_table_tested_on_itself_is_no_leak() =>
        Verdicts.Healthy(Made.Subject(Made.Xor(), Made.Dense([8], "tanh", 1, "sigmoid"), "binary_crossentropy",
            options: new FitOptions { BatchSize = 4, Epochs = 1000, Test = Made.Xor() }));

    [Fact]
    public void Contradictory_copies_are_an_error_in_rich_rows_and_a_remark_in_poor_ones()
    {
        float[] inputs = Made.BlobInputs(600, 3, 2, 0.5);
        int[] labels = Made.BlobLabels(600, 3);
        for (int i = 0; i < 150; i++)
        {
            (inputs[2 * (i + 300)], inputs[2 * (i + 300) + 1]) = (inputs[2 * i], inputs[2 * i + 1]);
            labels[i + 300] = (labels[i] + 1) % 3;
        }
        Assert.Equal(0.75, Verdicts.Sick(On(Dataset.Classes(inputs, 2, labels)), Faults.ContradictoryLabels).Numbers["ceiling"], 3);

        // Three yes/no questions answered by 400 people: equal answers with different outcomes are what such data are.
        var random = new System.Random(1);
        float[] answers = [.. Enumerable.Range(0, 1200).Select(_ => (float)random.Next(2))];
        float[] outcomes = [.. Enumerable.Range(0, 400).Select(row => random.NextDouble() < (answers[3 * row] > 0 ? 0.85 : 0.2) ? 1f : 0f)];
        Verdicts.Healthy(Made.Subject(Dataset.Values(answers, 3, outcomes), Made.Dense([8], "relu", 1, "sigmoid"), "binary_crossentropy"),
            Faults.ContradictoryLabels);
        // The same after somebody standardised the columns: scaling makes no more different rows.
        float[] scaled = [.. answers.Select(answer => (answer - 0.4871f) / 0.4997f)];
        Verdicts.Healthy(Made.Subject(Dataset.Values(scaled, 3, outcomes), Made.Dense([8], "relu", 1, "sigmoid"), "binary_crossentropy"),
            Faults.ContradictoryLabels);
        // One column of measurements says nothing of how many pairs to expect, but copies that all disagree do not come about by chance.
        float[] line = Made.BlobInputs(600, 2, 1, 0.5);
        int[] sides = Made.BlobLabels(600, 2);
        for (int i = 0; i < 150; i++) (line[i + 300], sides[i + 300]) = (line[i], 1 - sides[i]);
        Verdicts.Sick(On(Dataset.Classes(line, 1, sides)), Faults.ContradictoryLabels);
    }

    [Fact]
    public void A_forgotten_slice_is_named_and_a_truth_table_is_not()
    {
        Dataset ten = Made.Blobs(classes: 10, spread: 0.2);
        Verdicts.Sick(On(ten.Slice(0, 5), test: Made.Blobs(rows: 200, classes: 10, spread: 0.2, seed: 2)), Faults.TooFewSamples);
        Verdicts.Healthy(Made.Subject(Made.Xor(), Made.Dense([8], "tanh", 1, "sigmoid"), "binary_crossentropy",
            options: new FitOptions { BatchSize = 4, Epochs = 1000 }));
    }

    [Theory]
    [InlineData(60, 1300, true)]
    [InlineData(20, 210, true)]
    [InlineData(60, 700, false)]
    public void Few_rows_beside_many_held_back_are_a_slice_where_they_do_not_suffice_or_are_a_twentieth(int rows, int held, bool certain)
    {
        ExperimentSubject subject = On(Made.Blobs().Slice(0, rows), test: Made.Blobs(held, seed: 2));
        if (certain) Verdicts.Sick(subject, Faults.TooFewSamples);
        else Assert.DoesNotContain(ExperimentExaminer.Examine(subject).Findings, finding => finding.Severity == Severity.Error);
    }

    [Fact]
    public void The_label_among_the_inputs_is_named()
    {
        float[] inputs = Made.BlobInputs(600, 3, 3, 0.5);
        int[] labels = Made.BlobLabels(600, 3);
        for (int i = 0; i < 600; i++) inputs[3 * i + 2] = labels[i];
        Assert.Equal(2, Verdicts.Sick(On(Dataset.Classes(inputs, 3, labels)), Faults.TargetInsideInputs).Numbers["column"]);
    }

    [Fact]
    public void A_column_that_is_all_there_is_to_the_task_is_asked_about()
    {
        var random = new System.Random(3);
        float[] bits = [.. Enumerable.Range(0, 600 * 8).Select(_ => (float)random.Next(2))];
        float[] odd = [.. Enumerable.Range(0, 600).Select(row => bits[8 * row])];
        Finding finding = Verdicts.Suspected(Made.Subject(Dataset.Values(bits, 8, odd), Made.Dense([8], "relu", 1, "sigmoid"),
            "binary_crossentropy"), Faults.TargetInsideInputs);
        Assert.Equal(0, finding.Numbers["column"]);
    }

    [Theory, InlineData(50, false), InlineData(20, true)]
    public void What_stands_behind_the_last_activation_scales_what_it_can_reach(float scale, bool beyond)
    {
        float[] x = [.. Enumerable.Range(0, 100).Select(row => row / 100f)];
        Diagnosis diagnosis = ExperimentExaminer.Examine(Made.Subject(Dataset.Values(x, 1, Array.ConvertAll(x, one => 10 + (30 * one))),
            [new Dense(8, "relu"), new Dense(1, "sigmoid"), new Rescaling(scale)], "mean_squared_error"));
        Assert.Equal(beyond, diagnosis.Errors.Any(finding => finding.Fault == Faults.BoundedRegressionOutput));
    }

    [Fact]
    public void A_target_proportional_to_its_only_feature_is_a_task_like_any_other()
    {
        float[] x = [.. Enumerable.Range(0, 100).Select(i => i / 50f - 1)];
        Verdicts.Healthy(Made.Subject(Dataset.Values(x, 1, Array.ConvertAll(x, v => 0.5f * v + 0.2f)),
            Made.Dense([], "relu", 1, "linear"), "mse"));
    }
}
