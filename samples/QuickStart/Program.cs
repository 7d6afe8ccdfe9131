using Glia;
using Glia.Layers;
using Glia.Mnist;
using Glia.Models;
using Glia.Optimizers;
using Glia.Training;

MnistData digits = MnistData.Load();
var network = new Network(784, new Dense(200, "relu"), new Dense(200, "relu"), new Dense(10, "softmax"));
var trainer = new Trainer(network, "categorical_crossentropy", new SGD(0.1f, momentum: 0.9f), "one_cycle");
trainer.Fit(digits.Train, new FitOptions { Epochs = 5, BatchSize = 128 });
Console.WriteLine($"test accuracy {trainer.Evaluate(digits.Test).Accuracy:P2}");

trainer.ToModel().Save("digits.safetensors");
Model model = Model.Load("digits.safetensors");
Console.WriteLine($"the first test image is a {model.Predict(digits.Test.Inputs).Class(0)}");
