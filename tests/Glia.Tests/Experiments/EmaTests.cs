using Glia.Experiments;

namespace Glia.Tests.Experiments;

public class EmaTests
{
    [Theory]
    [InlineData("""{}""", null)]
    [InlineData("""{"use_ema":true}""", 0.99)]
    [InlineData("""{"use_ema":true,"ema_momentum":0.9}""", 0.9)]
    [InlineData("""{"use_ema":false,"ema_momentum":0.9}""", null)]
    [InlineData("""{"optimizer":{"class_name":"Adam","config":{"use_ema":true,"ema_momentum":0.95}}}""", 0.95)]
    [InlineData("""{"optimizer":{"class_name":"Adam","use_ema":true}}""", 0.99)]
    [InlineData("""{"optimizer":{"class_name":"Adam","use_ema":false,"ema_momentum":0.95}}""", null)]
    public void Keras_words_may_stand_in_the_training_or_in_the_optimizer(string training, double? momentum)
    {
        Experiment read = Read(training);
        Assert.Equal(momentum, read.Training.EmaMomentum);
        Assert.Equal(momentum, Experiment.Parse("y.json", read.ToJson()).Training.EmaMomentum);
        Assert.Equal(momentum, read.Training.FitOptions().EmaMomentum);
    }

    [Theory]
    [InlineData("""{"use_ema":true,"ema_momentum":1}""", "x.json line 1: training.ema_momentum is 1; it must be below 1.")]
    [InlineData("""{"use_ema":false,"optimizer":{"class_name":"Adam","use_ema":true}}""", "x.json line 1: training.use_ema says the opposite of the use_ema inside training.optimizer; keep one of the two.")]
    [InlineData("""{"optimizer":{"class_name":"Adam","use_ema":true,"ema_momentum":2}}""", "x.json line 1: training.optimizer.ema_momentum is 2; it must be a number from 0 to below 1.")]
    public void What_contradicts_itself_is_refused(string training, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<GliaException>(() => Read(training)).Message);

    private static Experiment Read(string training) => Experiment.Parse("x.json", $$"""{"data":{"source":"mnist"},"network":[],"training":{{training}}}""");
}
