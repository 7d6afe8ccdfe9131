using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Doctor.Monitoring;
using Glia.Doctor.Tests.Probes;
using Glia.Kernels;
using Glia.Layers;
using Glia.Losses;
using Glia.Optimizers;
using Glia.Training;

namespace Glia.Doctor.Tests.Monitoring;

public class LiveDoctorTests
{
    [Fact]
    public void A_run_that_learns_is_left_in_peace() => Assert.Empty(Told(new Adam(0.01f)));

    [Fact]
    public void A_rate_that_moves_nothing_is_told_while_it_trains()
    {
        Finding finding = Assert.Single(Told(new SGD(1e-8f)));
        Assert.Equal(Faults.LearningRateTooLow, finding.Fault);
    }

    [Fact]
    public void A_number_that_is_none_is_told_at_once()
    {
        float[] inputs = Made.BlobInputs(600, 3, 2, 0.5);
        inputs[7] = float.NaN;
        Assert.Equal(Faults.NotFiniteData, Assert.Single(Told(new Adam(), new Dataset(new FloatFeatures(inputs, 2), Made.Blobs().Targets))).Fault);
    }

    [Fact]
    public void Watching_looks_at_the_gradients_of_few_steps()
    {
        Dataset data = Made.Blobs();
        Trainer trainer = Trainer(new SGD(0.1f));
        var doctor = new LiveDoctor(new CategoricalCrossentropy(), trainer, data, _ => { });
        int looks = 0;
        for (int step = 0; step < 2000; step++)
        {
            if (doctor.LooksAtGradients) looks++;
            doctor.OnStep(trainer, trainer.Step(data, [step % 600, (step + 1) % 600]));
        }
        Assert.InRange(looks, 20, 60);
    }

    private static List<Finding> Told(Optimizer optimizer, Dataset? data = null)
    {
        var told = new List<Finding>();
        data ??= Made.Blobs();
        Trainer trainer = Trainer(optimizer);
        trainer.Fit(data, new FitOptions { Epochs = 20, Observers = [new LiveDoctor(new CategoricalCrossentropy(), trainer, data, told.Add)] });
        return told;
    }

    private static Trainer Trainer(Optimizer optimizer) =>
        new(new Network(2, new Dense(16, "relu"), new Dense(3, "softmax")), "categorical_crossentropy", optimizer, workers: Workers.Single);
}
