"""What a lesson learnt in the forms that chat and other programs take, each tested against it."""
