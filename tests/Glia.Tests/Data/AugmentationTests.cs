using Glia.Data;
using Glia.Kernels;
using Glia.Layers;
using Glia.Training;

namespace Glia.Tests.Data;

public class AugmentationTests
{
    private static readonly Augmentation Strong = new()
    {
        Rotate = 30,
        Shift = 1.5,
        Scale = 0.2,
        Shear = 0.2,
        Elastic = 1,
        ElasticGrid = 4,
        Crop = 0.2,
        Flip = "horizontal",
        Erase = 0.2,
        Brightness = 0.3,
    };

    private static readonly Dataset Pictures = Made();

    [Fact]
    public void Training_sees_changed_pictures_and_everything_else_those_that_are()
    {
        Dataset augmented = Pictures.Augmented(Strong);
        var seen = new float[3 * 64];
        var plain = new float[3 * 64];
        augmented.GatherForTraining([4, 5, 6], seen, seed: 1, pass: 0, Workers.Single);
        Pictures.Inputs.Gather([4, 5, 6], plain);
        Assert.NotEqual(plain, seen);
        augmented.Inputs.Gather([4, 5, 6], seen);
        Assert.Equal(plain, seen);
        Assert.Equal(NewTrainer(1).Evaluate(Pictures).Loss, NewTrainer(1).Evaluate(augmented).Loss);
        Assert.Same(Strong, augmented.Augmentation);
        Assert.Null(augmented.WithoutAugmentation().Augmentation);
    }

    [Fact]
    public void The_weights_are_the_same_on_any_number_of_threads_and_differ_from_those_without()
    {
        float[] one = Trained(1, Pictures.Augmented(Strong));
        Assert.Equal(one, Trained(2, Pictures.Augmented(Strong)));
        Assert.Equal(one, Trained(3, Pictures.Augmented(Strong)));
        Assert.NotEqual(one, Trained(1, Pictures));
        Assert.Equal(Trained(1, Pictures), Trained(1, Pictures.Augmented(new Augmentation())));
    }

    [Fact]
    public void A_run_that_goes_on_sees_what_it_would_have_seen_without_a_pause()
    {
        Trainer whole = NewTrainer(1), parts = NewTrainer(2);
        whole.Fit(Pictures.Augmented(Strong), new FitOptions { Epochs = 4, BatchSize = 16 });
        for (int epoch = 0; epoch < 4; epoch++) parts.Fit(Pictures.Augmented(Strong), new FitOptions { Epochs = 1, BatchSize = 16 });
        Assert.Equal(whole.Network.Weights.All, parts.Network.Weights.All);
    }

    [Fact]
    public void Each_epoch_and_each_step_of_ones_own_loop_sees_other_pictures()
    {
        Dataset augmented = Pictures.Augmented(Strong);
        Assert.NotEqual(Seen(augmented, 0), Seen(augmented, 1));
        Trainer trainer = NewTrainer(1);
        trainer.Step(augmented, [1, 2, 3], rate: 0);
        float[] first = [.. trainer.Workspace!.Input.Values[..192]];
        trainer.Step(augmented, [1, 2, 3], rate: 0);
        Assert.NotEqual(first, trainer.Workspace.Input.Values[..192].ToArray());
    }

    [Fact]
    public void Selected_weighted_and_renamed_rows_stay_augmented()
    {
        Dataset augmented = Pictures.Augmented(Strong);
        Assert.Same(Strong, augmented.Select([3, 1]).Augmentation);
        Assert.Same(Strong, augmented.WithSampleWeights(new float[augmented.Rows]).Augmentation);
        Assert.Same(Strong, augmented.WithSampleWeights(new float[augmented.Rows]).WithoutSampleWeights().Augmentation);
        Assert.Same(Strong, augmented.WithTargets(augmented.Targets).Augmentation);
    }

    [Fact]
    public void Pixels_scaled_one_by_one_change_places_before_they_are_scaled()
    {
        // Pixel i of every picture is i, so that every pixel is constant: standardized it is zero wherever it is, but not where it goes.
        var bytes = new ByteFeatures(Enumerable.Range(0, 128).Select(i => (byte)(i % 64)).ToArray(), new Shape(8, 8, 1));
        var centers = new float[64];
        for (int i = 0; i < 64; i++) centers[i] = -i;
        ByteFeatures scaled = bytes.Scaled([.. Enumerable.Repeat(1f, 64)], centers);
        Dataset mirrored = new Dataset(scaled, new Targets([0, 1])).Augmented(new Augmentation { Flip = "horizontal" });
        var seen = new float[64];
        for (uint pass = 0; pass < 20; pass++)
        {
            mirrored.GatherForTraining([0], seen, 1, pass, Workers.Single);
            if (seen[0] == 0) continue;
            Assert.Equal([7, 5, 3, 1, -1, -3, -5, -7], seen[..8]);
            return;
        }
        Assert.Fail("no picture was mirrored");
    }

    [Fact]
    public void Scaling_augmented_data_scales_what_training_sees()
    {
        foreach (string kind in Scaler.Kinds)
        {
            var scaler = Scaler.Fit(kind, Pictures.Inputs);
            float[] first = new float[64], last = new float[64];
            scaler.Apply(Pictures.Augmented(Strong)).GatherForTraining([7], first, 1, 0, Workers.Single);
            scaler.Apply(Pictures).Augmented(Strong).GatherForTraining([7], last, 1, 0, Workers.Single);
            for (int i = 0; i < 64; i++) Assert.Equal(last[i], first[i], 1e-5f);
        }
    }

    [Fact]
    public void Gathering_allocates_nothing()
    {
        Dataset augmented = Pictures.Augmented(Strong);
        var seen = new float[16 * 64];
        int[] rows = [.. Enumerable.Range(0, 16)];
        augmented.GatherForTraining(rows, seen, 1, 0, Workers.Single);
        long before = GC.GetAllocatedBytesForCurrentThread();
        augmented.GatherForTraining(rows, seen, 1, 1, Workers.Single);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_flat_square_is_a_gray_picture_and_other_sizes_have_to_be_said()
    {
        var flat = new Dataset(new FloatFeatures(new float[2 * 49], 49), new Targets([0, 1]));
        Assert.NotNull(flat.Augmented(Strong).Augmentation);
        var table = new Dataset(new FloatFeatures(new float[2 * 13], 13), new Targets([0, 1]));
        Assert.Equal("Augmentation changes pictures, and a sample of 13 numbers is none; say its height, width and channels.",
            Assert.Throws<GliaException>(() => table.Augmented(Strong)).Message);
        Assert.StartsWith("A picture of 3x4x1 has 12 numbers, but a sample has 13",
            Assert.Throws<GliaException>(() => table.Augmented(Strong, new Shape(3, 4, 1))).Message, StringComparison.Ordinal);
        Assert.Equal("The augmentation's rotate is 200; it must be from 0 to 180.",
            Assert.Throws<GliaException>(() => flat.Augmented(new Augmentation { Rotate = 200 })).Message);
        Assert.Equal("The augmentation's crop is 1; it must be at least 0 and below 1.",
            Assert.Throws<GliaException>(() => flat.Augmented(new Augmentation { Crop = 1 })).Message);
        Assert.Contains("did you mean 'vertical'?",
            Assert.Throws<GliaException>(() => flat.Augmented(new Augmentation { Flip = "verticl" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_flag_names_settings_as_a_file_does()
    {
        Assert.Equal(new Augmentation { Rotate = 12.5, Flip = "horizontal" },
            Augmentation.Parse("--augment", "rotate=12.5, flip=horizontal"));
        Assert.Equal(new Augmentation(), Augmentation.Parse("--augment", "none"));
        Assert.Equal("--augment: unknown key 'rotat' in augment; did you mean 'rotate'?",
            Assert.Throws<GliaException>(() => Augmentation.Parse("--augment", "rotat=3")).Message);
        Assert.Equal("--augment is 'rotate'; write settings with commas between, for example --augment rotate=12,shift=2, or none.",
            Assert.Throws<GliaException>(() => Augmentation.Parse("--augment", "rotate")).Message);
    }

    private static float[] Seen(Dataset data, uint pass)
    {
        var seen = new float[64];
        data.GatherForTraining([0], seen, 1, pass, Workers.Single);
        return seen;
    }

    private static float[] Trained(int threads, Dataset data)
    {
        Trainer trainer = NewTrainer(threads);
        trainer.Fit(data, new FitOptions { Epochs = 2, BatchSize = 16 });
        return [.. trainer.Network.Weights.All];
    }

    private static Trainer NewTrainer(int threads) =>
        new(new Network(new Shape(8, 8, 1), new Flatten(), new Dense(12, "relu"), new Dense(3, "softmax")), "categorical_crossentropy",
            "Adam", workers: new Workers(threads));

    private static Dataset Made()
    {
        var bytes = new byte[40 * 64];
        new System.Random(1).NextBytes(bytes);
        return new Dataset(new ByteFeatures(bytes, new Shape(8, 8, 1), 1f / 255),
            Targets.OneHot([.. Enumerable.Range(0, 40).Select(i => i % 3)]));
    }
}
